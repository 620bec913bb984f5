import { Hono } from "hono";
import { html } from "hono/html";
import openapi from "./openapi.json" with { type: "json" };
import type { Env } from "./problem.ts";

/** The API's description, for machines and for people. */
export const docs = new Hono<Env>()
  .get("/openapi.json", (c) => c.json(openapi, 200))
  .get("/docs", (c) => c.html(page()));

const operations = Object.entries(openapi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    path,
    method: method.toUpperCase(),
    ...operation,
  })),
);

const page = () =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${openapi.info.title}</title>
        <style>
          body {
            font:
              1rem/1.5 system-ui,
              sans-serif;
            max-width: 60rem;
            margin: 2rem auto;
            padding: 0 1rem;
            color-scheme: light dark;
          }
          code {
            font-size: 0.95em;
          }
          details {
            border: 1px solid #8886;
            border-radius: 0.5rem;
            padding: 0.5rem 1rem;
            margin: 0.5rem 0;
          }
          summary {
            cursor: pointer;
          }
          pre {
            overflow-x: auto;
          }
        </style>
      </head>
      <body>
        <h1>${openapi.info.title}</h1>
        <p>${openapi.info.description} <a href="/openapi.json">openapi.json</a></p>
        ${operations.map(
          ({ path, method, ...operation }) =>
            html`<details>
              <summary><code>${method} ${path}</code> ${operation.summary}</summary>
              <pre>${JSON.stringify(operation, null, 2)}</pre>
            </details>`,
        )}
        <h2>Schemas</h2>
        ${Object.entries(openapi.components.schemas).map(
          ([name, schema]) =>
            html`<details>
              <summary><code>${name}</code></summary>
              <pre>${JSON.stringify(schema, null, 2)}</pre>
            </details>`,
        )}
      </body>
    </html>`;
