/** The parts of a CloudFormation template that the tests read. */
export interface TemplateJson {
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown>; DeletionPolicy?: string }>;
  Outputs: Record<string, { Value: unknown; Export?: { Name: string } }>;
}

/**
 * Puts the references of a value in words, across stacks: the queue `FactoryQueue` is that in any template, be it
 * `Ref` (its url), `Fn::GetAtt` (`FactoryQueue.Arn`) or an import of either. What is no reference stays as it is.
 */
export function resolver(
  nameOf: (stack: string, id: string) => string,
  templates: Record<string, TemplateJson>,
) {
  return function resolve(value: unknown, stack: string): unknown {
    if (Array.isArray(value)) return value.map((item) => resolve(item, stack));
    if (typeof value !== "object" || value === null) return value;
    if ("Ref" in value) return pseudo(String(value.Ref)) ?? nameOf(stack, String(value.Ref));
    if ("Fn::GetAtt" in value && Array.isArray(value["Fn::GetAtt"])) {
      const [id = "", attribute] = value["Fn::GetAtt"].map(String);
      return `${nameOf(stack, id)}.${attribute}`;
    }
    if ("Fn::Join" in value && Array.isArray(value["Fn::Join"])) {
      const [separator, parts]: unknown[] = value["Fn::Join"];
      return [resolve(parts, stack)].flat().join(String(separator));
    }
    if ("Fn::ImportValue" in value) {
      const exported = exporting(String(value["Fn::ImportValue"]));
      return resolve(exported.value, exported.stack);
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, stack)]));
  };

  function exporting(name: string) {
    for (const [stack, { Outputs }] of Object.entries(templates))
      for (const { Value, Export } of Object.values(Outputs))
        if (Export?.Name === name) return { stack, value: Value };
    throw new Error(`nothing exports ${name}`);
  }
}

function pseudo(ref: string): string | undefined {
  return { "AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com" }[ref];
}
