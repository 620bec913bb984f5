import { html } from "hono/html";
import { type Answer, type Description, nameOf, type Operation } from "./description.ts";
import { prose } from "./prose.ts";
import { bounds, type } from "./schema.ts";

type Components = Description["components"];

/** The id that the page's index links to. */
export const anchor = (method: string, path: string) => `${method}${path.replaceAll(/[^a-z]+/g, "-")}`;

/** One route: what it takes, and everything that it may answer. */
export function operationSection(
  { method, path, operation }: { method: string; path: string; operation: Operation },
  components: Components,
) {
  return html`<article id="${anchor(method, path)}">
    <h3><code class="${method}">${method.toUpperCase()}</code> <code>${path}</code></h3>
    <p>
      <strong>${operation.summary}.</strong> ${prose(operation.description ?? "")}
      ${operation.security ? html`<small class="guard">needs ${guards(operation)}</small>` : ""}
    </p>
    <table>
      ${operation.parameters.map(parameterRow)} ${bodyRow(operation)}
      ${Object.entries(operation.responses).map(([status, answer]) => answerRow(status, answer, components))}
    </table>
  </article>`;
}

const guards = ({ security }: Operation) =>
  (security ?? []).flatMap((scheme) => Object.keys(scheme)).join(", ");

/** A shared parameter is one that every route takes: the page's introduction tells of it once. */
function parameterRow(parameter: Operation["parameters"][number]) {
  if ("$ref" in parameter) return "";
  const { name, in: place, description, schema } = parameter;
  return html`<tr>
    <th scope="row"><code>${name}</code> <small>${place}</small></th>
    <td>${description ?? ""} <code>${type(schema)}</code> <small>${bounds(schema)}</small></td>
  </tr>`;
}

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
