/** What one order may hold, as the till takes it. */
export const LEAST = 1;
export const MOST = 20;

/** The nearest quantity the till takes; what is no number leaves things as they are. */
export const toQuantity = (typed: number, before: number): number =>
  Number.isFinite(typed) ? Math.min(Math.max(Math.round(typed), LEAST), MOST) : before;
