import { once } from "node:events";
import { createServer } from "node:net";
import { freePort } from "@donut-states/gateway/server/port";
import { expect, onTestFinished, test } from "vitest";
import { claimPorts } from "./ports.ts";

const any = { API_PORT: 0, WEB_PORT: 0, FACTORY_PORT: 0, AWS_PORT: 0, FACTORY_URL: undefined };

async function takenPort() {
  const port = await freePort("127.0.0.1");
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return port;
}

test("each port that is taken or named twice is told", async () => {
  const [taken, twice] = [await takenPort(), await freePort("127.0.0.1")];
  const claim = claimPorts({ ...any, API_PORT: taken, WEB_PORT: twice, AWS_PORT: twice });
  await expect(claim).rejects.toThrow(
    new RegExp(
      `^API_PORT: port ${taken} is in use.*\nWEB_PORT: port ${twice} is the port of AWS_PORT too\nAWS_PORT`,
    ),
  );
});

test("with another factory, the built-in one's port may be anybody's", async () => {
  const taken = await takenPort();
  await expect(claimPorts({ ...any, FACTORY_PORT: taken })).rejects.toThrow("FACTORY_PORT: port");
  const claim = claimPorts({ ...any, FACTORY_PORT: taken, FACTORY_URL: "http://127.0.0.1:9" });
  await expect(claim).resolves.toMatchObject({ FACTORY_PORT: taken });
});

test.skipIf(process.getuid?.() === 0)("a port that only root may use is not called taken", async () => {
  await expect(claimPorts({ ...any, API_PORT: 1 })).rejects.toThrow("API_PORT: port 1 is not for this user");
});
