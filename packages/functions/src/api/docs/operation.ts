import { html } from "hono/html";
import { type Answer, type Description, nameOf, type Operation, type Parameter } from "./description.ts";
import { bounds, type } from "./schema.ts";

type Components = Description["components"];

/** The id that the page's index links to. */
export const anchor = (method: string, path: string) => `${method}${path.replaceAll(/[^a-z]+/g, "-")}`;

/** One route: what it takes, and everything that it may answer. */
export function operationSection(
  { method, path, operation }: { method: string; path: string; operation: Operation },
  components: Components,
) {
  const parameters = operation.parameters.map((parameter) =>
    "$ref" in parameter ? components.parameters[nameOf(parameter)] : parameter,
  );
  return html`<article id="${anchor(method, path)}">
    <h3><code class="${method}">${method.toUpperCase()}</code> <code>${path}</code></h3>
    <p>
      <strong>${operation.summary}.</strong> ${operation.description ?? ""}
      ${operation.security ? html`<small class="guard">needs ${guards(operation)}</small>` : ""}
    </p>
    <table>
      ${parameters.map((parameter) => parameter && parameterRow(parameter))} ${bodyRow(operation)}
      ${Object.entries(operation.responses).map(([status, answer]) => answerRow(status, answer, components))}
    </table>
  </article>`;
}

const guards = ({ security }: Operation) =>
  (security ?? []).flatMap((scheme) => Object.keys(scheme)).join(", ");

const parameterRow = ({ name, in: place, description, schema }: Parameter) =>
  html`<tr>
    <th scope="row"><code>${name}</code> <small>${place}</small></th>
    <td>${description ?? ""} <code>${type(schema)}</code> <small>${bounds(schema)}</small></td>
  </tr>`;

function bodyRow({ requestBody }: Operation) {
  if (!requestBody) return "";
  const schema = requestBody.content["application/json"]?.schema;
  return html`<tr>
    <th scope="row">body</th>
    <td>${requestBody.description ?? ""} ${schema ? html`<code>${type(schema)}</code>` : ""}</td>
  </tr>`;
}

function answerRow(status: string, answer: Operation["responses"][string], { responses }: Components) {
  const isProblem = "$ref" in answer;
  const { description, content }: Answer = isProblem
    ? (responses[nameOf(answer)] ?? { description: "" })
    : answer;
  const schema = Object.values(content ?? {})[0]?.schema;
  return html`<tr class="${isProblem ? "problem" : "answer"}">
    <th scope="row"><span class="status">${status}</span></th>
    <td>
      ${isProblem ? html`<code>${nameOf(answer)}</code>` : ""} ${description}
      ${schema && !isProblem ? html`<code>${type(schema)}</code>` : ""}
    </td>
  </tr>`;
}
