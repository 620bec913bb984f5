import { expect, test } from "vitest";
import { readSettings } from "./settings.ts";

test("everything has a default, and an empty variable counts as unset", () => {
  expect(readSettings({ API_PORT: "", FACTORY_URL: "" })).toMatchObject({
    API_PORT: 3000,
    WEB_PORT: 5173,
    FACTORY_PORT: 4000,
    AWS_PORT: 4566,
    FACTORY_STEP_MS: 2000,
    VISIBILITY_TIMEOUT_S: 30,
    MAX_RECEIVE_COUNT: 5,
  });
});

test.each([
  ["API_PORT", "http"],
  ["API_PORT", "70000"],
  ["WEB_PORT", "-1"],
  ["FACTORY_STEP_MS", "soon"],
  ["FACTORY_STEP_MS", "0"],
  ["VISIBILITY_TIMEOUT_S", "1.5"],
  ["MAX_RECEIVE_COUNT", "0"],
  ["FACTORY_URL", "factory"],
  ["FACTORY_URL", "http://factory.example/path"],
  ["CALLBACK_BASE_URL", "http://shop.example/?a=b"],
  ["OPS_TOKEN", "한글 토큰"],
  ["RESTOCK_OVERDUE_MS", "99999999999999999999"],
  ["VISIBILITY_TIMEOUT_S", "99999999"],
  ["MAIL_FROM", "nobody"],
  ["OPS_WEBHOOK_URL", "hooks.example/services/x"],
  ["OPS_WEBHOOK_URL", "http://hooks.example/services/x"],
  ["OPS_WEBHOOK_URL", "https://user:password@hooks.example"],
  ["FACTORY_URL", "ftp://factory"],
  ["CALLBACK_BASE_URL", "localhost"],
  ["DATABASE_URL", "postgres://x"],
  ["RATE_LIMIT", "none"],
])("%s=%s is refused by name", (name, value) => {
  expect(() => readSettings({ [name]: value })).toThrow(new RegExp(`^${name}: must`));
});

test("all wrong settings are named at once", () => {
  expect(() => readSettings({ API_PORT: "x", RATE_LIMIT: "y" })).toThrow(/API_PORT[^]*RATE_LIMIT/);
});
