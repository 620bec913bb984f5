import { vi } from "vitest";
import { type Received, startHttp } from "../testing.http.ts";

/** Which of a batch's event ids the broker takes; or its failure. */
export type Verdict = "all" | "hang" | "fail" | ((ids: readonly string[]) => readonly string[]);

const entries = ({ body }: Received) => {
  const form = new URLSearchParams(body);
  return [...form].flatMap(([name, value]) => (name.endsWith(".Id") ? [value] : []));
};
const member = (id: string) =>
  `<member><Id>${id}</Id><Code>Throttled</Code><MessageId>m</MessageId></member>`;
const list = (name: string, ids: readonly string[]) => `<${name}>${ids.map(member).join("")}</${name}>`;

/** For tests: an SNS that fails as it is told, in the place of the real one for this whole file. */
export async function startFaultySns() {
  const sns = {
    /** What becomes of the next batches, in order; after that everything is taken. */
    verdicts: [] as Verdict[],
    taken: [] as string[],
    calls: 0,
  };
  const server = await startHttp((request) => {
    sns.calls += 1;
    const verdict = sns.verdicts.shift() ?? "all";
    if (verdict === "hang") return "nothing";
    if (verdict === "fail")
      return { status: 400, body: "<ErrorResponse><Error><Code>Down</Code></Error></ErrorResponse>" };
    const ids = entries(request);
    const taken = verdict === "all" ? ids : verdict(ids);
    sns.taken.push(...taken);
    const refused = ids.filter((id) => !taken.includes(id));
    const result = list("Successful", taken) + list("Failed", refused);
    return {
      body: `<PublishBatchResponse><PublishBatchResult>${result}</PublishBatchResult></PublishBatchResponse>`,
    };
  });
  vi.stubEnv("AWS_ENDPOINT_URL", server.url);
  return Object.assign(sns, { drop: server.drop, stop: server.stop });
}
