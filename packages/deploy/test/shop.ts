/** The Sales API as customers and operations call it: status and parsed body. Waits no longer than API Gateway would. */
export function shopAt(url: string, opsToken: string, limitMs = 30_000) {
  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(url + path, {
      method,
      headers: { "content-type": "application/json", authorization: `Bearer ${opsToken}` },
      signal: AbortSignal.timeout(limitMs),
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  return {
    get: (path: string) => call("GET", path),
    post: (path: string, body: object = {}) => call("POST", path, body),
    remove: (path: string) => call("DELETE", path),
    buy: (sku: string) => call("POST", "/checkout", { sku }),
    /** The origin whose pages may read the answer to a browser that shows a page of `origin`. */
    async allowedOrigin(path: string, origin: string) {
      const response = await fetch(url + path, { headers: { origin } });
      return response.headers.get("access-control-allow-origin");
    },
  };
}
