import type { AwsCalls } from "./aws.ts";

/** Every stack of a stage by its own name, and when it was changed last. */
export async function stackChanges(aws: AwsCalls, stage: string): Promise<Record<string, string>> {
  const text = await aws.query("cloudformation", "DescribeStacks", "2010-05-15");
  const stacks = text.split("<StackName>").slice(1);
  return Object.fromEntries(
    stacks.flatMap((stack) => {
      const [name = ""] = stack.split("<");
      const changed = tag(stack, "LastUpdatedTime") ?? tag(stack, "CreationTime") ?? "";
      return name.startsWith(stage) ? [[name.split("-").at(-1), changed]] : [];
    }),
  );
}

const tag = (stack: string, name: string) => stack.match(`<${name}>([^<]+)</${name}>`)?.[1];
