import { expect } from "vitest";
import { type Answer, description, nameOf } from "../src/api/docs/description.ts";
import { complaints } from "./schemas.ts";

const { paths, components } = description;

const escape = (key: string) => key.replaceAll("~", "~0").replaceAll("/", "~1");

const matches = (template: string, path: string) =>
  new RegExp(`^${template.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path);

/** Where the document describes an answer, and what it says. */
interface Described {
  pointer: string;
  answer: Answer;
}

const component = (code: string): Described | undefined => {
  const answer = components.responses[code];
  return answer && { pointer: `/components/responses/${code}`, answer };
};

/** What the document says of this status on a path that it describes. */
function onRoute(template: string, method: string, status: number): Described | undefined {
  const operation = paths[template]?.[method];
  if (!operation) return otherMethod(template, status);
  const answer = operation.responses[status];
  if (answer && "$ref" in answer) return component(nameOf(answer));
  return answer && { pointer: `/paths/${escape(template)}/${method}/responses/${status}`, answer };
}

/** What exists tells that it does not know a method; under `/ops` the bearer of the token only. */
function otherMethod(template: string, status: number): Described | undefined {
  if (status === 405) return component("method_not_allowed");
  return status === 401 && template.startsWith("/ops") ? component("unauthorized") : undefined;
}

/** Elsewhere there is nothing, which under `/ops` is told to the bearer of the token only. */
function elsewhere(path: string, status: number): Described | undefined {
  if (status === 404) return component("not_found");
  if (status === 429) return component("too_many_requests");
  return status === 401 && path.startsWith("/ops") ? component("unauthorized") : undefined;
}

const isPrivate = /\n\s+at |node_modules|\.ts:\d|errno|SELECT |INSERT |UPDATE /;

/** Holds an answer against the document: status, headers, content type and body; nothing undescribed may be in it. */
export async function holdToContract(method: string, path: string, response: Response): Promise<void> {
  const { status } = response;
  const where = `${method} ${path} -> ${status}`;
  const template = Object.keys(paths).find((candidate) => matches(candidate, path));
  const verb = method === "HEAD" ? "get" : method.toLowerCase();
  const found = template === undefined ? elsewhere(path, status) : onRoute(template, verb, status);
  if (!found) throw new Error(`${where} is not described`);
  holdHeaders(where, found.answer, response);
  const text = await response.clone().text();
  expect(text, `${where} tells nothing private`).not.toMatch(isPrivate);
  if (method === "HEAD") expect(text, `${where} body`).toBe("");
  else holdBody(where, found, response, text);
}

function holdHeaders(where: string, { headers: described = {} }: Answer, response: Response): void {
  for (const [name, header] of Object.entries(components.headers)) {
    const value = response.headers.get(name);
    if (value === null) {
      const isPromised = name in described && header.required === true;
      expect(isPromised, `${where} lacks the promised ${name}`).toBe(false);
    } else {
      expect(described, `${where} carries ${name}, which is not described`).toHaveProperty(name);
      expect(complaints(`/components/headers/${name}/schema`, value), `${where} ${name}`).toBeUndefined();
    }
  }
}

function holdBody(where: string, { pointer, answer }: Described, response: Response, text: string): void {
  const type = response.headers.get("content-type")?.split(";")[0] ?? null;
  const [expected = null] = Object.keys(answer.content ?? {});
  expect(type, `${where} content-type`).toBe(expected);
  if (expected === null) expect(text, `${where} body`).toBe("");
  if (!expected?.endsWith("json")) return;
  const schema = `${pointer}/content/${escape(expected)}/schema`;
  expect(complaints(schema, JSON.parse(text)), `${where} body ${text}`).toBeUndefined();
}
