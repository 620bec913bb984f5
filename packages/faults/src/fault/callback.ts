import { randomBytes } from "node:crypto";
import type { Callback } from "../company/company.ts";
import type { Stage } from "../scenario/stage.ts";
import type { Fault } from "./fault.ts";

const FORGED_ROUNDS = 10;
const REPLAYED_ROUNDS = 2;
const REPLAYS = 25;

export const callbackFaults: readonly Fault[] = [
  {
    name: "callback-forged",
    what: "callbacks come with forged, altered and foreign tokens",
    async strike(stage) {
      for (let round = 1; round <= FORGED_ROUNDS; round++) {
        await stage.crowd.progress.reached(round / (FORGED_ROUNDS + 1));
        const [genuine, other] = await genuineCallbacks(stage, 2);
        for (const path of forgeries(genuine, other)) await expectRefusal(stage, path);
      }
    },
  },
  {
    name: "callback-replayed",
    what: "a genuine callback is repeated many times at once",
    async strike(stage) {
      for (let round = 1; round <= REPLAYED_ROUNDS; round++) {
        await stage.crowd.progress.reached(round / (REPLAYED_ROUNDS + 1));
        const [{ path, body }] = await genuineCallbacks(stage, 1);
        const repeat = () => stage.store.request("POST", path, { body: JSON.parse(body) }).catch(() => {});
        await Promise.all(Array.from({ length: REPLAYS }, repeat));
      }
    },
  },
];

type Two = readonly [Callback, Callback];

/** The latest callbacks of different orders, as soon as there were so many. */
async function genuineCallbacks({ company }: Stage, count: number): Promise<Two> {
  for (;;) {
    const byPath = new Map(company.callbacks.map((callback) => [callback.path, callback]));
    const [latest, other = latest] = [...byPath.values()].toReversed();
    if (latest && other && byPath.size >= count) return [latest, other];
    await company.next("calling");
  }
}

function forgeries({ path }: Callback, other: Callback): string[] {
  const [place = "", token = ""] = path.split("?t=");
  const [kid = ""] = token.split(".");
  const last = token.at(-2) === "A" ? "B" : "A";
  return [
    place,
    `${place}?t=`,
    `${place}?t=${kid}.${randomBytes(32).toString("base64url")}`,
    `${place}?t=${token.slice(0, -2)}${last}${token.at(-1)}`,
    `${place}?t=${other.path.split("?t=")[1]}`,
  ];
}

/** Throws where the store took a forged callback; while it is away it takes none. */
async function expectRefusal({ store }: Stage, path: string): Promise<void> {
  const answer = await store
    .request("POST", path, { body: { MessageAttributeProductCnt: 1_000_000 } })
    .catch(() => undefined);
  if (answer !== undefined && answer.status < 500 && answer.status !== 401)
    throw new Error(`A forged callback was answered ${answer.status}`);
}
