import { once } from "node:events";
import { createServer } from "node:net";
import { freePort } from "@donut-states/gateway/server/port";
import type { Settings } from "./settings.ts";

const HOST = "127.0.0.1";
const NAMES = ["API_PORT", "WEB_PORT", "FACTORY_PORT", "AWS_PORT"] as const;
type Name = (typeof NAMES)[number];
export type Ports = Pick<Settings, Name>;

/**
 * The ports of a store, a free one for each 0. Throws an Error that names each variable whose port cannot be had,
 * before anything is started. The factory's is left alone where another factory is named.
 */
export async function claimPorts(settings: Ports & Pick<Settings, "FACTORY_URL">): Promise<Ports> {
  const { API_PORT, WEB_PORT, FACTORY_PORT, AWS_PORT, FACTORY_URL } = settings;
  const ports = { API_PORT, WEB_PORT, FACTORY_PORT, AWS_PORT };
  const names = NAMES.filter((name) => name !== "FACTORY_PORT" || FACTORY_URL === undefined);
  const problems: string[] = [];
  for (const name of names) {
    if (ports[name] === 0) ports[name] = await freePort(HOST);
    const twin = names.find(
      (other) => other !== name && settings[other] !== 0 && settings[other] === settings[name],
    );
    const problem = twin ? `is the port of ${twin} too` : await problemWith(ports[name]);
    if (problem) problems.push(`${name}: port ${ports[name]} ${problem}`);
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return ports;
}

/** Why nobody can listen on a port; undefined where one can. */
async function problemWith(port: number): Promise<string | undefined> {
  const probe = createServer();
  try {
    probe.listen(port, HOST);
    await once(probe, "listening");
    return undefined;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : error;
    if (code === "EADDRINUSE") return "is in use; stop what listens there or choose another port";
    if (code === "EACCES") return "is not for this user; choose one above 1023";
    return `cannot be listened on: ${String(error)}`;
  } finally {
    probe.close();
  }
}
