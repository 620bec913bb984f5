import { expect, test } from "vitest";
import { counted } from "./counted.ts";

test("one is told of in the singular, everything else in the plural", () => {
  expect(["0", "1", "2", "1,001"].map((count) => counted(count, "order"))).toEqual([
    "0 orders",
    "1 order",
    "2 orders",
    "1,001 orders",
  ]);
  expect(counted("2", "shelf", "shelves")).toBe("2 shelves");
});
