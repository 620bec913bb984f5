import type { Context } from "hono";
import { type Language, languages } from "@donut-states/core/language";
import type { Env } from "./problem.ts";

const [shopsOwn] = languages;

/**
 * The language that a caller would rather be written to in: of those that the shop writes the one it weighs highest in
 * Accept-Language (RFC 9110, 12.5.4), the first of equals; the shop's own where it names none.
 */
export function language(c: Context<Env>): Language {
  const wishes = (c.req.header("accept-language") ?? "").split(",").flatMap((range) => {
    const [tag = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const found = languages.find((known) => tag === known || tag.startsWith(`${known}-`));
    const weight = Number(parameters.find((part) => part.startsWith("q="))?.slice(2) ?? 1);
    return found && weight > 0 ? [{ found, weight }] : [];
  });
  return wishes.toSorted((a, b) => b.weight - a.weight)[0]?.found ?? shopsOwn;
}
