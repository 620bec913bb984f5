import { html, raw } from "hono/html";
import type { Description } from "./description.ts";
import { anchor, operationSection } from "./operation.ts";
import { prose } from "./prose.ts";
import { schemaSection } from "./schema.ts";
import { style } from "./style.ts";

/** Its content is what the page's policy names by its hash, to the last space. */
const styleElement = raw(`<style>${style}</style>`);

/** The description as one page that loads nothing else. */
export function page({ info, tags, paths, components }: Description) {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  const groups = tags.map(({ name }) => ({
    name,
    operations: operations.filter(({ operation }) => operation.tags.includes(name)),
  }));
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${info.title} API</title>
        ${styleElement}
      </head>
      <body>
        <header>
          <h1>${info.title} API</h1>
          ${info.description.split("\n\n").map((paragraph) => html`<p>${prose(paragraph)}</p>`)}
          <p>For machines: <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
        </header>
        <nav aria-label="Routes">
          ${groups.map(
            (group) =>
              html`<h2>${group.name}</h2>
                <ul>
                  ${group.operations.map(indexEntry)}
                </ul>`,
          )}
          <h2><a href="#schemas">Schemas</a></h2>
        </nav>
        <main>
          ${groups.map(
            (group) =>
              html`<h2>${group.name}</h2>
                ${group.operations.map((operation) => operationSection(operation, components))}`,
          )}
          <h2 id="schemas">Schemas</h2>
          ${Object.entries(components.schemas).map(schemaSection)}
        </main>
      </body>
    </html>`;
}

const indexEntry = ({ method, path }: { method: string; path: string }) =>
  html`<li>
    <a href="#${anchor(method, path)}"
      ><code class="${method}">${method.toUpperCase()}</code> <span>${path}</span></a
    >
  </li>`;
