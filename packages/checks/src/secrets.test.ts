import { expect, test } from "vitest";
import { run } from "./run.ts";

/** Scans a text with the repository's own rules. */
const scan = (input: string) =>
  run("pnpm", ["exec", "secretlint", "--maskSecrets", "--stdinFileName=planted.ts"], { input });

/** By the rule that finds it. Made up of parts, or the scan of the repository would find them here. */
const planted = {
  AWSSecretAccessKey: ["AWS_SECRET_ACCESS_KEY = wJalrXUtnFEMI", "K7MDENG", "bPxRfiCYzzzzzzzKEY"].join("/"),
  GITHUB_TOKEN: `token: "ghp_${"a1B2".repeat(9)}"`,
  PrivateKey:
    ["-----BEGIN RSA", "PRIVATE KEY-----"].join(" ") +
    `\n${"MIIE".repeat(40)}\n-----END RSA PRIVATE KEY-----`,
  IncomingWebhook: `https://hooks.slack.com/services/T0000AAAA/B0000AAAA/${"aB3d".repeat(6)}`,
  MySQLConnection: ["mysql://store:hunter2hunter2", "db.example.com:3306/store"].join("@"),
};

test("what is planted is found, each by its rule, and not repeated", async () => {
  const { code, printed } = await scan(Object.values(planted).join("\n\n"));
  for (const rule of Object.keys(planted)) expect(printed).toContain(`[${rule}]`);
  expect(printed).not.toContain("hunter2");
  expect(code).toBe(1);
});

test("what is no secret is not", async () => {
  expect(await scan(`export const greeting = "도넛";`)).toEqual({ code: 0, printed: "" });
});
