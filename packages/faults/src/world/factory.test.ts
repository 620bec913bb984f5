import { expect, onTestFinished, test } from "vitest";
import { startFactory } from "./factory.ts";

test("a killed factory is gone, forgets its productions, and comes back at the same address", async () => {
  const factory = await startFactory(60_000);
  onTestFinished(() => factory.stop());
  const order = (sku: string) =>
    fetch(`${factory.url}/api/manufactures`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ MessageAttributeProductId: sku }),
    });
  expect((await order("first")).status).toBe(201);
  factory.faults.set({ error500: {} });
  await factory.kill();
  await factory.idle();
  await expect(order("lost")).rejects.toThrow("fetch failed");
  await factory.start();
  expect((await order("second")).status).toBe(201);
  expect(await (await fetch(`${factory.url}/api/manufactures`)).json()).toMatchObject({
    data: [{ sku: "second" }],
  });
  expect(factory.orders().map(({ sku }) => sku)).toEqual(["first", "second"]);
});
