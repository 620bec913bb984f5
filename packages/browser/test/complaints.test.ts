import { expect, test } from "vitest";
import { useBrowser } from "../src/browser.ts";

const { open, complaints } = useBrowser();

test("what is said, thrown, rejected or forbidden on a page is heard", async () => {
  const page = await open("/");
  await page.evaluate(() => {
    console.error("said");
    setTimeout(() => {
      throw new Error("thrown");
    });
    void Promise.reject(new Error("rejected"));
    document.body.append(Object.assign(new Image(), { src: "http://127.0.0.1:9/forbidden.png" }));
  });
  await expect
    .poll(() => complaints.toSorted())
    .toEqual([
      "Error: rejected",
      "Error: thrown",
      expect.stringContaining("Content Security Policy"),
      "said",
    ]);
  complaints.length = 0;
});

test.fails("an error that a page said fails the test that opened it", async () => {
  const page = await open("/");
  await page.evaluate(() => console.error("planted"));
  await expect.poll(() => complaints).toEqual(["planted"]);
});
