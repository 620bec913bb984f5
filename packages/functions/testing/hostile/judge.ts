import * as v from "valibot";
import { Problem } from "../../src/api/problem.ts";
import { holdToContract } from "../contract.ts";
import type { Attack } from "./request.ts";
import { canary } from "./corpus.ts";

/** What came back over HTTP. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** What is wrong with the answer to a hostile request, if anything; `secrets` must be in no answer. */
export function judge(attack: Attack, answer: Answer, secrets: readonly string[]): string[] {
  const { status, text } = answer;
  if (!attack.expected.includes(status)) return [`answered ${status} ${text.slice(0, 300)}`];
  if ([...secrets, canary].some((secret) => text.includes(secret))) return [`tells a secret: ${text}`];
  if (status < 400) return [];
  const wrong = misshapen(answer);
  if (wrong.length > 0 || status !== 400 || /"errors":\[\{"pointer":"[^"]/.test(text)) return wrong;
  return [`does not say where: ${text}`];
}

/** What is wrong with the shape of a refusal: it has to be a problem with a request id. */
export function misshapen({ status, headers, text }: Answer): string[] {
  const type = headers.get("content-type") ?? "";
  if (!/^application\/problem\+json\b/.test(type)) return [`answered ${status} as ${type}: ${text}`];
  const { success, output } = v.safeParse(v.pipe(v.string(), v.parseJson(), Problem), text);
  if (!success) return [`answered what is no problem: ${text}`];
  return [
    ...(output.status === status ? [] : [`says ${output.status} and answers ${status}`]),
    ...(output.requestId === headers.get("x-request-id") ? [] : ["has another request id in its header"]),
  ];
}

/** What the published description says against an answer, if anything. */
export async function undescribed(
  { method, path }: Attack,
  { status, headers, text }: Answer,
): Promise<string[]> {
  const response = new Response(status === 304 ? null : text, { status, headers });
  const known = /^[A-Z]+$/.test(method) ? method : "UNKNOWN";
  try {
    await holdToContract(known, new URL(`https://api.example${path}`).pathname, response);
    return [];
  } catch (error) {
    return [String(error)];
  }
}
