import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";
import type { ExecuteResponse } from "../gateway/protocol.ts";

/** A file of `golden/`: what is executed, and the complete answer to its last statement. */
export interface Golden {
  setup?: string[];
  statement?: string;
  response?: unknown;
}

const directory = new URL("../../golden/", import.meta.url);

/** The names of the golden files of one folder. */
export function goldenNames(folder: string): string[] {
  return readdirSync(new URL(`${folder}/`, directory))
    .filter((name) => name.endsWith(".json"))
    .map((name) => `${folder}/${name.slice(0, -".json".length)}`);
}

/** Reads a golden file. */
export function readGolden(name: string): Golden {
  // Its shape is ours to keep: the files are written by hand, their responses by UPDATE_GOLDEN=1.
  return JSON.parse(readFileSync(new URL(`${name}.json`, directory), "utf8")) as Golden;
}

/** Expects the answer that a golden file pins. With UPDATE_GOLDEN=1 in the environment it is written instead. */
export function expectGolden(name: string, response: ExecuteResponse | undefined): void {
  if (response === undefined) throw new Error(`no answer to compare with ${name}`);
  const golden = readGolden(name);
  const normal = normalize(response);
  if (process.env["UPDATE_GOLDEN"] === "1") {
    writeFileSync(
      new URL(`${name}.json`, directory),
      JSON.stringify({ ...golden, response: normal }, null, 2) + "\n",
    );
  }
  expect(normal).toStrictEqual(readGolden(name).response);
}

/** Replaces what differs from run to run and from server to server: names, ids, the time, the server's wording. */
function normalize(response: ExecuteResponse): unknown {
  const { targetString, SessionUUID } = response.session.vitessSession;
  const text = JSON.stringify(response).replaceAll(targetString, "DATABASE").replaceAll(SessionUUID, "UUID");
  const normal = JSON.parse(text);
  normal.session.signature = "SIGNATURE";
  if (normal.timing !== undefined) normal.timing = 0;
  if (normal.error !== undefined)
    normal.error.message = normal.error.message.replace(/desc = .* \(errno/, "desc = TEXT (errno");
  return normal;
}
