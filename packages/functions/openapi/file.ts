/** Where the description is published. */
export const file = new URL("../src/api/openapi.json", import.meta.url);

/** The text of the published file. */
export const format = (document: object) => `${JSON.stringify(document, null, 2)}\n`;
