import * as fc from "fast-check";
import type { Schema } from "../../src/api/docs/description.ts";
import { complaints } from "../schemas.ts";
import { nearly, numbers, others, texts } from "./corpus.ts";
import { resolve, type Route } from "./route.ts";

/** JSON as text by parts, so that a part can be what no JSON has. */
type Node = string | { [name: string]: Node };

/** The largest body that is read, in bytes (contract: 16 KiB). */
const MAX_BODY_BYTES = 16 * 1024;

/**
 * A value that a schema takes, with every member it knows; `sku` where it asks for one. It asks for as much as can be
 * asked for, which is more than there is.
 */
export function sample(given: Schema, sku: string, name = ""): Node {
  const schema = resolve(given);
  if (schema.properties)
    return Object.fromEntries(
      Object.entries(schema.properties).map(([key, member]) => [key, sample(member, sku, key)]),
    );
  if (schema.anyOf?.[0]) return sample(schema.anyOf[0], sku, name);
  if (schema.enum) return JSON.stringify(schema.enum[0]);
  if (schema.type === "array") return `[${print(sample(schema.items ?? {}, sku, name))}]`;
  if (schema.type === "integer" || schema.type === "number") return String(most(schema));
  if (schema.type === "boolean") return "true";
  if (name === "sku") return JSON.stringify(sku);
  return JSON.stringify(schema.format === "email" ? "me@example.com" : "x");
}

const most = ({ minimum = 0, maximum = 1 }: Schema) => (minimum < 0 ? minimum : maximum);

/** A node as the text of a body. */
export function print(node: Node): string {
  if (typeof node === "string") return node;
  return `{${Object.entries(node)
    .map(([name, member]) => `${JSON.stringify(name)}:${print(member)}`)
    .join(",")}}`;
}

/** For each limit that the description sets, a good body but for one member past it. */
export function bodiesPastLimits({ body }: Route, sku: string): Uint8Array[] {
  if (!body) return [];
  const good = sample(body.schema, sku);
  return pastLimits(body.schema).map(({ path, member }) => encode(print(replace(good, path, member))));
}

/** Bodies that a route must refuse: well-formed and wrong, not well-formed, in no known letters, too deep, too large. */
export function hostileBody({ body }: Route, sku: string): fc.Arbitrary<Uint8Array> {
  if (!body) throw new Error("This route takes no body");
  const good = sample(body.schema, sku);
  const bytes = fc.oneof(
    { weight: 6, arbitrary: wrongMember(good) },
    { weight: 2, arbitrary: strangeMember(good) },
    { weight: 2, arbitrary: wholly() },
    { weight: 2, arbitrary: otherLetters(print(good)) },
    { weight: 1, arbitrary: tooMuch(print(good)) },
  );
  return bytes.filter((sent) => !isTaken(sent, body, sku));
}

const encode = (text: string) => new TextEncoder().encode(text);
const jsonText = fc
  .oneof(fc.constantFrom(...texts), fc.string({ unit: "binary" }))
  .map((t) => JSON.stringify(t));
const value: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...numbers),
  fc.constantFrom(...others),
  jsonText,
  fc.double().map(String),
  fc.json(),
);

/** The paths to every member of a node. */
const pathsOf = (node: Node): string[][] =>
  typeof node === "string"
    ? []
    : Object.entries(node).flatMap(([name, member]) => [
        [name],
        ...pathsOf(member).map((path) => [name, ...path]),
      ]);

/** The same with another member at a path, or without it. */
function replace(node: Node, [name = "", ...rest]: readonly string[], member: Node | undefined): Node {
  if (typeof node === "string") return node;
  const { [name]: old = "", ...kept } = node;
  if (rest.length > 0) return { ...kept, [name]: replace(old, rest, member) };
  return member === undefined ? kept : { ...kept, [name]: member };
}

const wrongMember = (good: Node) =>
  fc
    .tuple(
      fc.constantFrom(...pathsOf(good)),
      fc.option(
        fc.oneof(
          value,
          fc.constantFrom(...nearlyOf(good)).map((t) => JSON.stringify(t)),
        ),
        { nil: undefined },
      ),
    )
    .map(([path, member]) => encode(print(replace(good, path, member))));

/** Every value that a member just cannot have, by its schema. */
function pastLimits(
  given: Schema,
  path: readonly string[] = [],
): { path: readonly string[]; member: string }[] {
  const { properties = {}, type, minimum, maximum, minLength, maxLength } = resolve(given);
  const within = Object.entries(properties).flatMap(([name, member]) => pastLimits(member, [...path, name]));
  const past = [
    ...(minimum === undefined ? [] : [`${minimum - 1}`, `${minimum + 0.5}`, `"${minimum}"`]),
    ...(maximum === undefined ? [] : [`${maximum + 1}`, `"${maximum}"`]),
    ...(minLength === undefined ? [] : [JSON.stringify("x".repeat(minLength - 1))]),
    ...(maxLength === undefined ? [] : [JSON.stringify("x".repeat(maxLength + 1))]),
    ...(type === undefined || type === "object" ? [] : ["null", "{}"]),
  ];
  return [...within, ...past.map((member) => ({ path, member }))];
}

/** What is nearly one of the texts of a good body. */
const nearlyOf = (good: Node): string[] =>
  typeof good === "string"
    ? [...(good.startsWith('"') ? nearly(good.slice(1, -1)) : []), ""]
    : Object.values(good).flatMap((member) => nearlyOf(member));

/** A member too many, in front or behind, or one that is there twice and wrong the second time. */
const strangeMember = (good: Node) =>
  fc
    .tuple(
      fc.oneof(
        fc.constantFrom(
          "__proto__",
          "constructor",
          "prototype",
          "toString",
          "stock",
          "id",
          "",
          "a/b~c",
          "\ud800",
        ),
        fc.constantFrom(...pathsOf(good).map(([name = ""]) => name)),
        fc.string(),
      ),
      value,
      fc.boolean(),
    )
    .map(([name, member, isFirst]) => {
      const stranger = `${JSON.stringify(name)}:${member}`;
      const text = print(good);
      return encode(isFirst ? `{${stranger},${text.slice(1)}` : `${text.slice(0, -1)},${stranger}}`);
    });

/** Something else altogether. */
const wholly = () =>
  fc.oneof(
    value.map(encode),
    fc
      .constantFrom("", " ", "{", "}", '{"sku":', "[{]}", "{}{}", "//", "sku=x&quantity=1", "<a/>", "\0")
      .map(encode),
    fc.uint8Array({ maxLength: 60 }),
  );

/** A body that would be taken in UTF-8, in other letters; and one with bytes in a text that are none of UTF-8. */
const otherLetters = (text: string) =>
  fc
    .constantFrom(
      Buffer.from(text, "utf16le"),
      Buffer.from(`\ufeff${text}`, "utf16le"),
      Buffer.from(`\ufeff${text}`, "utf16le").swap16(),
      Buffer.from(text, "utf16le").swap16(),
      ...[[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]].map((odd) =>
        Buffer.concat([Buffer.from(text.slice(0, -2)), Uint8Array.from(odd), Buffer.from(text.slice(-2))]),
      ),
    )
    .map((bytes) => new Uint8Array(bytes));

const tooMuch = (text: string) =>
  fc
    .constantFrom(
      text.padEnd(MAX_BODY_BYTES + 1, " "),
      `{"x":"${"x".repeat(200_000)}"}`,
      "[".repeat(16_000),
      "[".repeat(8_000) + "]".repeat(8_000),
      '{"a":'.repeat(2_700) + "1" + "}".repeat(2_700),
      `{"customer":${'{"customer":'.repeat(1_000)}1${"}".repeat(1_001)}`,
      `{${Array.from({ length: 1_500 }, (_, index) => `"k${index}":1`).join(",")}}`,
    )
    .map(encode);

/** Spaces around an address are forgiven, which the schema does not say. */
const trimmed = (name: string, member: unknown): unknown =>
  name === "email" && typeof member === "string" ? member.trim() : member;

/** Whether the description says that a route takes this body, and it would so change something. */
function isTaken(bytes: Uint8Array, { pointer, required }: NonNullable<Route["body"]>, sku: string): boolean {
  if (bytes.byteLength > MAX_BODY_BYTES) return false;
  if (bytes.byteLength === 0) return !required;
  try {
    const parsed: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes), trimmed);
    const names = typeof parsed === "object" && parsed !== null && "sku" in parsed ? parsed.sku : sku;
    return complaints(pointer, parsed) === undefined && names === sku;
  } catch {
    return false;
  }
}
