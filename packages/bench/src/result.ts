/** One design in one round. */
export interface Round {
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  answers: number;
  sold: number;
  refused: number;
  failed: number;
  lost: number;
  oversold: number;
}

/** One design in one cell. */
export interface Row {
  subject: string;
  scope: "whole path" | "at the database";
  kind: "ours" | "baseline" | "limit";
  isHeld: boolean;
  rounds: Round[];
}

/** What was measured side by side. */
export interface Measured {
  environment: string;
  scenario: string;
  clients: number;
  rows: Row[];
}

/** How long the store takes around a sale, in milliseconds. */
export interface Loop {
  samples: number;
  /** From the click that is refused to the factory's POST. */
  toFactory: { p50: number; p99: number };
  /** From the factory's callback to stock that a customer sees. */
  toStock: { p50: number; p99: number };
  /** What a crowd of refusals on one product made the factory hear. */
  crowd: { refusals: number; posts: number };
}

/** A promise that was not kept. */
export interface Broken {
  where: string;
  what: string;
}

/** Everything that one run found. */
export interface Results {
  command: string;
  at: string;
  machine: string[];
  /** What the environments really were. */
  environments: { name: string; title: string; about: string }[];
  cells: Measured[];
  loop: Loop | undefined;
  broken: Broken[];
}
