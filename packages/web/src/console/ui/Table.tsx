import { For, type JSX } from "solid-js";

export interface Column<T> {
  title: string;
  cell: (row: T) => JSX.Element;
  /** Numbers stand at the right, one below the other. */
  isNumber?: boolean;
}

/** A table; on a narrow screen each row becomes a card whose cells carry their column's title. */
export function Table<T>(props: { caption: string; columns: readonly Column<T>[]; rows: readonly T[] }) {
  return (
    <table class="table">
      <caption class="unseen">{props.caption}</caption>
      <thead>
        <tr>
          <For each={props.columns}>
            {({ title, isNumber }) => (
              <th scope="col" classList={{ number: isNumber === true }}>
                {title}
              </th>
            )}
          </For>
        </tr>
      </thead>
      <tbody>
        <For each={props.rows}>
          {(row) => (
            <tr>
              <For each={props.columns}>
                {({ title, cell, isNumber }) => (
                  <td data-title={title} classList={{ number: isNumber === true }}>
                    <div class="table__cell">{cell(row)}</div>
                  </td>
                )}
              </For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}
