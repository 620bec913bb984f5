import * as v from "valibot";
import { Time, Uuid } from "../schema.ts";

/** A mail; `sentAt` is null while it is only stored. */
export const Mail = v.object({
  id: Uuid,
  to: v.string(),
  subject: v.string(),
  text: v.string(),
  createdAt: Time,
  sentAt: v.nullable(Time),
});
export type Mail = v.InferOutput<typeof Mail>;

/** A mail to be written. */
export interface Letter {
  recipient: string;
  subject: string;
  text: string;
  /** The story that a trace tells of it in. */
  correlationId?: string | null;
}
