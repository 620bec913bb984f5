/** The part of a template that references are looked up in. */
export interface Exports {
  stack: string;
  Outputs?: Record<string, { Value: unknown; Export?: { Name: string } }>;
}

/**
 * Puts the references of a value in words, across stacks: the queue `FactoryQueue` is that in any template, be it
 * `Ref` (its url), `Fn::GetAtt` (`FactoryQueue.Arn`) or an import of either. What is no reference stays as it is.
 */
export function resolver(nameOf: (stack: string, id: string) => string, exporting: Exports[]) {
  return function resolve(value: unknown, stack: string): unknown {
    if (Array.isArray(value)) return value.map((item) => resolve(item, stack));
    if (typeof value !== "object" || value === null) return value;
    if ("Ref" in value) return pseudo(String(value.Ref)) ?? nameOf(stack, String(value.Ref));
    if ("Fn::GetAtt" in value && Array.isArray(value["Fn::GetAtt"])) {
      const [id, attribute] = value["Fn::GetAtt"].map(String);
      return `${nameOf(stack, id ?? "")}.${attribute}`;
    }
    if ("Fn::Join" in value && Array.isArray(value["Fn::Join"])) {
      const [separator, parts]: unknown[] = value["Fn::Join"];
      return [resolve(parts, stack)].flat().join(String(separator));
    }
    if ("Fn::ImportValue" in value) {
      for (const { stack: owner, Outputs = {} } of exporting)
        for (const output of Object.values(Outputs))
          if (output.Export?.Name === value["Fn::ImportValue"]) return resolve(output.Value, owner);
      throw new Error(`nothing exports ${String(value["Fn::ImportValue"])}`);
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, stack)]));
  };
}

function pseudo(ref: string): string | undefined {
  return { "AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com" }[ref];
}
