import * as v from "valibot";
import { DomainError, type ErrorCode } from "@donut-states/core/error";
import { Uuid } from "@donut-states/core/schema";

/** The id in a path; what is no id at all names nothing, so it throws the given `…_not_found`. */
export function idOr(text: string, code: ErrorCode): string {
  if (v.is(Uuid, text)) return text;
  throw new DomainError(code, "There is nothing with this id");
}
