import document from "../openapi.json";

/** What the page reads of a JSON Schema. */
export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  description?: string;
  const?: unknown;
  default?: unknown;
  enum?: readonly unknown[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  items?: Schema;
  anyOf?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
}

interface Reference {
  $ref: string;
}

export interface Parameter {
  name: string;
  in: string;
  description?: string;
  schema: Schema;
}

type Content = Readonly<Record<string, { schema?: Schema }>>;

export interface Answer {
  description: string;
  headers?: Readonly<Record<string, Reference>>;
  content?: Content;
}

export interface Operation {
  tags: readonly string[];
  summary: string;
  description?: string;
  security?: readonly Readonly<Record<string, unknown>>[];
  parameters: readonly (Parameter | Reference)[];
  requestBody?: { description?: string; required?: boolean; content: Content };
  responses: Readonly<Record<string, Answer | Reference>>;
}

/** What the page reads of the document. */
export interface Description {
  info: { title: string; description: string };
  tags: readonly { name: string }[];
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  components: {
    schemas: Readonly<Record<string, Schema>>;
    responses: Readonly<Record<string, Answer>>;
    parameters: Readonly<Record<string, Parameter>>;
    headers: Readonly<Record<string, { required?: boolean }>>;
  };
}

// The compiler gives each of the file's hundred objects a type of its own; that it is OpenAPI is proved by a test.
export const description = document as unknown as Description;

/** The last part of a reference: the name of a component. */
export const nameOf = ({ $ref }: Reference): string => $ref.slice($ref.lastIndexOf("/") + 1);
