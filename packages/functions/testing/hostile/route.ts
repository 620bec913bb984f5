import {
  description,
  nameOf,
  type Operation,
  type Parameter,
  type Schema,
} from "../../src/api/docs/description.ts";

/** A route as the published description has it: all that an attack knows of it. */
export interface Route {
  method: string;
  /** With its parameters in braces. */
  path: string;
  /** The methods that exist on this path. */
  methods: readonly string[];
  parameters: readonly Parameter[];
  body: { schema: Schema; pointer: string; required: boolean } | undefined;
  /** Who may call it: everyone, the bearer of the operations token, the factory with its token. */
  lock: "opsToken" | "callbackToken" | undefined;
}

/** Follows a reference to a schema. */
export const resolve = (schema: Schema): Schema =>
  schema.$ref === undefined ? schema : (description.components.schemas[nameOf({ $ref: schema.$ref })] ?? {});

/** Every route of the description: a new one is attacked without anyone thinking of it. */
export const routes: readonly Route[] = Object.entries(description.paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, operation]) => ({
    method: method.toUpperCase(),
    path,
    methods: Object.keys(operations).map((name) => name.toUpperCase()),
    parameters: operation.parameters.map((given) => ("$ref" in given ? parameterOf(nameOf(given)) : given)),
    body: bodyOf(path, method, operation),
    lock: lockOf(operation),
  })),
);

function parameterOf(name: string): Parameter {
  const parameter = description.components.parameters[name];
  if (!parameter) throw new Error(`The document has no parameter ${name}`);
  return parameter;
}

function bodyOf(path: string, method: string, { requestBody }: Operation): Route["body"] {
  const schema = requestBody?.content["application/json"]?.schema;
  if (schema === undefined) return undefined;
  const route = `/paths/${path.replaceAll("~", "~0").replaceAll("/", "~1")}/${method}`;
  const pointer = `${route}/requestBody/content/application~1json/schema`;
  return { schema: resolve(schema), pointer, required: requestBody?.required === true };
}

function lockOf({ security = [] }: Operation): Route["lock"] {
  const [name] = security.flatMap((requirement) => Object.keys(requirement));
  if (name === undefined || name === "opsToken" || name === "callbackToken") return name;
  throw new Error(`Nobody has thought of attacking ${name}`);
}
