import * as fc from "fast-check";
import { bodiesPastLimits, print, sample } from "./body.ts";
import {
  noise,
  onlyNoise,
  otherKey,
  wrongBody,
  wrongEncoding,
  wrongKey,
  wrongToken,
  wrongType,
} from "./breaksOfContent.ts";
import {
  otherMethod,
  strangePath,
  strangeQuery,
  wrongCallbackToken,
  wrongPart,
  wrongQuery,
} from "./breaksOfUrl.ts";
import { type Attack, type Break, pathOf, type Target } from "./request.ts";
import type { Route } from "./route.ts";

/** A request on one line, as a failure tells it; long parts are cut. */
export function show({ method, path, query, headers, body, breaks }: Attack): string {
  const sent = { headers, body: body && Buffer.from(body).toString("latin1") };
  const text = `[${breaks.join("; ")}] ${method} ${path}${query && `?${query}`} ${JSON.stringify(sent)}`;
  return text.length > 800 ? `${text.slice(0, 800)}…` : text;
}

/** Hostile requests to a route: each is wrong in one or two ways, so that none may be carried out. */
export function attacks(route: Route, target: Target): fc.Arbitrary<Attack> {
  const breaks = breaksOf(route, target);
  return fc.tuple(fc.subarray(breaks, { minLength: 1, maxLength: 2 }), noise).chain(([chosen, noisy]) =>
    fc.tuple(...chosen.map(({ change }) => change)).map((changes) => ({
      ...changes.reduce((request, change) => change(request), noisy(asAllowed(route, target))),
      breaks: chosen.map(({ name }) => name),
      expected: [...new Set(chosen.flatMap(({ expected }) => expected))],
    })),
  );
}

/** For each limit of a route's body, a request that is good but for that. */
export const attacksPastLimits = (route: Route, target: Target): Attack[] =>
  bodiesPastLimits(route, target.sku).map((body) => ({
    ...asAllowed(route, target),
    body,
    breaks: ["body"],
    expected: [400],
  }));

/** The ways in which a request to a route can be wrong, by name. */
export const breakNames = (route: Route, target: Target) => breaksOf(route, target).map(({ name }) => name);

function breaksOf(route: Route, target: Target): Break[] {
  const isRead = route.method === "GET";
  return [
    otherMethod(route),
    strangePath(route),
    ...route.parameters.flatMap((parameter) => {
      if (parameter.in === "path") return [wrongPart(parameter.name, route, target)];
      if (parameter.in === "query") return [wrongQuery(parameter.name)];
      return parameter.name === "Idempotency-Key" ? [wrongKey(target), otherKey(target)] : [];
    }),
    ...(route.parameters.some((parameter) => parameter.in === "query") ? [strangeQuery] : []),
    ...(route.body ? [wrongBody(route, target), wrongType, wrongEncoding] : []),
    ...(route.lock === "opsToken" ? [wrongToken(target)] : []),
    ...(route.lock === "callbackToken" ? [wrongCallbackToken] : []),
    ...(isRead ? [onlyNoise] : []),
  ];
}

/** A request that the route would take. */
function asAllowed(route: Route, target: Target): Attack {
  const { method, body, lock } = route;
  return {
    method,
    path: pathOf(route, target.named),
    query: "",
    headers: {
      ...(body ? { "content-type": "application/json" } : {}),
      ...(lock === "opsToken" ? { authorization: `Bearer ${target.opsToken}` } : {}),
    },
    body: body && new TextEncoder().encode(print(sample(body.schema, target.sku))),
    breaks: [],
    expected: [],
  };
}
