/** The least that Lambda can call. */
export const handler = () => Promise.resolve({ statusCode: 204 });
