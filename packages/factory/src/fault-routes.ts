import { Hono, type Context } from "hono";
import { InvalidFaults, readFaults, type Faults } from "./fault-settings.ts";
import type { FaultSwitches } from "./faults.ts";

/**
 * `GET /` shows all faults, `PUT /` replaces them all, `PATCH /` changes those that it names; each answers with the
 * settings that hold then. Anything else than faults is 400 `{error, field}`.
 */
export function faultRoutes(faults: FaultSwitches): Hono {
  const change = async (c: Context, base: Partial<Faults>): Promise<Response> => {
    try {
      faults.set(readFaults(await json(c), base));
      return c.json(faults.get());
    } catch (error) {
      if (!(error instanceof InvalidFaults)) throw error;
      return c.json({ error: error.message, field: error.field }, 400);
    }
  };
  return new Hono()
    .get("/", (c) => c.json(faults.get()))
    .put("/", (c) => change(c, {}))
    .patch("/", (c) => change(c, faults.get()));
}

async function json(c: Context): Promise<unknown> {
  const text = await c.req.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidFaults("", "must be JSON");
  }
}
