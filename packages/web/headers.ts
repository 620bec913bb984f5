/**
 * What browsers are told with every file of the site: run what comes from the site and nothing else, call the API and
 * nobody else, stand in no frame. One list for the stage in AWS and for the store on one machine.
 */

/** The headers beside the policy; they are the same everywhere. */
export const siteHeaders = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
} as const;

const built = {
  "default-src": ["'none'"],
  "script-src": ["'self'"],
  "style-src": ["'self'"],
  "img-src": ["'self'", "data:"],
  "font-src": ["'self'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
  "frame-ancestors": ["'none'"],
};

/** The content security policy of the built site, which calls the API at this origin. */
export const sitePolicy = (apiOrigin: string) => policy({ ...built, "connect-src": [apiOrigin] });

/**
 * The same where Vite serves the sources: it puts changed styles into the page, listens for changes on a WebSocket of
 * its own origins, and waits in a worker for a server that went away.
 */
export const hotSitePolicy = (apiOrigin: string, sockets: readonly string[]) =>
  policy({
    ...built,
    "style-src": [...built["style-src"], "'unsafe-inline'"],
    "connect-src": [apiOrigin, "'self'", ...sockets],
    "worker-src": ["blob:"],
  });

const policy = (directives: Record<string, readonly string[]>) =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join("; ");
