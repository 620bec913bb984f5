import type * as v from "valibot";

type Issue = v.BaseIssue<unknown>;

/** The longest name of a field that is given back; what is longer is not named. */
const NAME_LENGTH = 64;

/** What a value has to be, by the kind of the schema that refused it. */
const expectations: Readonly<Record<string, string>> = {
  string: "must be text",
  number: "must be a number",
  integer: "must be an integer",
  strict_object: "must be an object",
  uuid: "must be a UUID",
};

/** Says what is wrong without repeating what was sent: valibot's own messages quote it. */
export function complaint(issue: Issue): string {
  const { type, message, received, expected, requirement } = issue;
  if (message.startsWith("must")) return message;
  if (type === "strict_object" && expected === "never") return "is not known here";
  if (received === "undefined") return "is required";
  const limit = String(requirement);
  if (type === "min_value") return `must be at least ${limit}`;
  if (type === "max_value") return `must be at most ${limit}`;
  if (type === "min_length" && requirement === 1) return "must not be empty";
  if (type === "min_length") return `must be at least ${limit} characters long`;
  if (type === "max_length") return `must be at most ${limit} characters long`;
  if (type === "picklist") return `must be one of ${options(expected)}`;
  return expectations[type] ?? "is not valid";
}

/** `("a" | "b")` as `a, b`. */
const options = (expected: string | null) =>
  expected?.replaceAll(/[()"]/g, "").replaceAll(" | ", ", ") ?? "the known values";

/** Where in a body an issue is: a JSON pointer as a URI fragment (RFC 6901, section 6). */
export function pointer({ path }: Issue): string {
  const keys = (path ?? []).map(({ key }) => String(key)).filter((key) => key.length <= NAME_LENGTH);
  return ["#", ...keys.map(escape)].join("/");
}

/** A lone surrogate cannot be encoded, so it is replaced as UTF-8 would. */
const escape = (key: string) =>
  encodeURIComponent(
    key
      .replaceAll(/\p{Cs}/gu, "\ufffd")
      .replaceAll("~", "~0")
      .replaceAll("/", "~1"),
  );

/** The name of the query parameter that an issue is about. */
export const parameter = ({ path }: Issue): string => String(path?.[0]?.key).slice(0, NAME_LENGTH);
