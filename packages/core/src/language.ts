/** The languages that customers are written to in; the first is the shop's own. */
export const languages = ["ko", "en"] as const;
export type Language = (typeof languages)[number];
