import { html } from "hono/html";
import { nameOf, type Schema } from "./description.ts";
import { prose } from "./prose.ts";

type Html = ReturnType<typeof html>;

/** Things with a separator between them. */
const join = (parts: readonly Html[], separator: string) =>
  parts.map((part, index) => (index === 0 ? part : html`${separator}${part}`));

/** A schema as one expression: named ones are links. */
export function type(schema: Schema): Html {
  if (schema.$ref !== undefined) {
    const name = nameOf({ $ref: schema.$ref });
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  if (schema.anyOf) return html`${join(schema.anyOf.map(type), " | ")}`;
  if (schema.items) return html`${type(schema.items)}[]`;
  if (schema.const !== undefined) return html`${JSON.stringify(schema.const)}`;
  if (schema.enum) return html`${schema.enum.map((value) => JSON.stringify(value)).join(" | ")}`;
  if (schema.properties) return html`{ ${join(Object.entries(schema.properties).map(member), ", ")} }`;
  return html`${schema.format ?? schema.type ?? "any"}`;
}

const member = ([name, schema]: [string, Schema]) => html`${name}: ${type(schema)}`;

/** The bounds and the default of a value, as words. */
export function bounds(schema: Schema): string {
  const { minimum, maximum, minLength, maxLength } = schema;
  return [
    range(minimum, maximum),
    minLength === undefined && maxLength === undefined ? "" : `${range(minLength, maxLength)} characters`,
    schema.default === undefined ? "" : `default ${JSON.stringify(schema.default)}`,
  ]
    .filter((words) => words !== "")
    .join(", ");
}

const text = (value: number) => value.toLocaleString("en");

function range(from?: number, to?: number): string {
  if (from === undefined) return to === undefined ? "" : `up to ${text(to)}`;
  return to === undefined ? `from ${text(from)}` : `${text(from)} to ${text(to)}`;
}

/** A named schema: its members as a table, or what it is one of. */
export function schemaSection([name, schema]: [string, Schema]): Html {
  return html`<section class="schema" id="schema-${name}">
    <h3>${name}</h3>
    ${schema.description ? html`<p>${prose(schema.description)}</p>` : ""}
    ${
      schema.properties
        ? html`<table>
            ${Object.entries(schema.properties).map((entry) => row(entry, schema.required ?? []))}
          </table>`
        : html`<p class="one-of"><code>${type(schema)}</code></p>`
    }
  </section>`;
}

const row = ([name, schema]: [string, Schema], required: readonly string[]) =>
  html`<tr>
    <th scope="row"><code>${name}</code>${required.includes(name) ? "" : html` <small>optional</small>`}</th>
    <td><code>${type(schema)}</code> <small>${bounds(schema)}</small></td>
  </tr>`;
