import type { AwsCalls } from "./aws.ts";

/** Has the simulated factory of a stage keep what it produces until `deliver`, so that the empty shelf can be looked at. */
export async function holdBack(aws: AwsCalls, stage: string) {
  const { EventSourceMappings }: { EventSourceMappings: { UUID: string; FunctionArn: string }[] } =
    JSON.parse(await aws.rest("lambda", "/2015-03-31/event-source-mappings/"));
  const [mapping, ...others] = EventSourceMappings.filter(
    ({ FunctionArn }) => FunctionArn.includes(`:${stage}-`) && FunctionArn.includes("FactoryDelivery"),
  );
  if (!mapping || others.length > 0) throw new Error("the simulated factory has not one queue");
  const enable = (Enabled: boolean) =>
    aws.rest("lambda", `/2015-03-31/event-source-mappings/${mapping.UUID}`, {
      method: "PUT",
      body: JSON.stringify({ Enabled }),
    });
  await enable(false);
  return { deliver: () => enable(true) };
}
