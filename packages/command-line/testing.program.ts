import { readArgs, runCommand, wholeNumber } from "./src/commandLine.ts";

/** A command for tests: prints what it was given, and ends with it. */
await runCommand("Usage: program [--code N]", async (args) => {
  const { values } = readArgs({ args, options: { code: { type: "string" } } });
  const code = wholeNumber("code", values.code, { fallback: 0, least: 0, most: 9 });
  if (code === 9) throw new Error("nine is a mistake of the program");
  console.log(`code ${code}`);
  return code;
});
