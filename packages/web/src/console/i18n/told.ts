import type { Incident } from "@donut-states/core/operations/operations.schema";
import type { Decision } from "@donut-states/core/replenishment/decision.schema";
import { language, type Language } from "../../kit/language.ts";
import type { Problem } from "../api.ts";
import {
  decisionSentence,
  findings,
  incidents,
  outcomes,
  problems,
  runbookLine,
  wherePhrase,
} from "./told.ko.ts";

/** A sentence, and the language that it is in. */
export interface Told {
  text: string;
  lang: Language;
}

/** The API speaks English: its own sentence, unless the reader's is Korean and what it says is known in Korean, too. */
function told(english: string, korean: string | undefined): Told {
  return language() === "ko" && korean !== undefined
    ? { text: korean, lang: "ko" }
    : { text: english, lang: "en" };
}

/** What has happened. The API's own sentence knows more than the kind of an incident: see `originalOf`. */
export const incidentTold = ({ kind, message }: Pick<Incident, "kind" | "message">) =>
  told(message, incidents[kind]);

/** The API's own sentence, where another one stands in its place. */
export const originalOf = (incident: Pick<Incident, "kind" | "message">) =>
  incidentTold(incident).lang === "en" ? undefined : incident.message;

/** What to do about it. */
export const runbookTold = ({ kind, runbook }: Pick<Incident, "kind" | "runbook">) =>
  told(runbook, runbookLine(kind));

/** Why a restock was ordered, or was not. */
export const decisionTold = (decision: Decision) => told(decision.message, decisionSentence(decision));

/** What a check of the audit has found. */
export const findingTold = ({ name, message }: { name: string; message: string }) =>
  told(message, findings[name]);

/** Where a step of a story was taken. */
export const whereTold = (where: string) => told(where, wherePhrase(where));

/** What came of a step of a story. */
export const outcomeTold = (outcome: string) => told(outcome, outcomes[outcome]);

/** Why the API refused. */
export const problemTold = ({ code, detail }: Problem) => told(detail, problems[code]);
