/** A route key of an HTTP API as a test of method and path: `METHOD /path/{name}`, `ANY /path/{rest+}` or `$default`. */
export function matcher(routeKey: string): (method: string, path: string) => boolean {
  if (routeKey === "$default") return () => true;
  const [method = "", path = ""] = routeKey.split(" ");
  const pattern = path.split("/").map((segment) => {
    if (/^\{\w+\+\}$/.test(segment)) return ".+";
    return /^\{\w+\}$/.test(segment) ? "[^/]+" : segment.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  });
  const expression = new RegExp(`^${pattern.join("/")}$`);
  return (wanted, actual) => (method === "ANY" || method === wanted) && expression.test(actual);
}

/** How specific a route is; API Gateway prefers a full match to a greedy one, and that to `$default`. */
export function specificity(routeKey: string): number {
  if (routeKey === "$default") return 0;
  const greedy = routeKey.includes("+}") ? 1 : 3;
  return routeKey.startsWith("ANY ") ? greedy : greedy + 1;
}
