import { once } from "node:events";
import { createServer } from "node:net";
import { freePort } from "@donut-states/gateway/server/port";
import type { Settings } from "./settings.ts";

const HOST = "127.0.0.1";
const NAMES = ["API_PORT", "WEB_PORT", "FACTORY_PORT", "AWS_PORT"] as const;
export type Ports = Pick<Settings, (typeof NAMES)[number]>;

/**
 * The ports of a store, a free one for each 0. Throws an Error that names each variable whose port is taken, before
 * anything is started.
 */
export async function claimPorts(settings: Ports): Promise<Ports> {
  const ports = { ...settings };
  const problems: string[] = [];
  for (const name of NAMES) {
    if (ports[name] === 0) ports[name] = await freePort(HOST);
    const twin = NAMES.find(
      (other) => other !== name && settings[other] !== 0 && settings[other] === settings[name],
    );
    if (twin) problems.push(`${name}: ${ports[name]} is the port of ${twin} too`);
    else if (!(await isFree(ports[name])))
      problems.push(`${name}: port ${ports[name]} is in use; stop what listens there or choose another port`);
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return ports;
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, HOST);
    await once(probe, "listening");
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}
