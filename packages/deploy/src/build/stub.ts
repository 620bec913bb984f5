import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const account = "000000000000";

/** The outputs of the two stacks that make an account ready for SST, of versions that it takes as they are. */
const stacks: Record<string, Record<string, string>> = {
  CDKToolkit: { BootstrapVersion: "28", BucketName: "assets" },
  SSTBootstrap: { Version: "7.4", BucketName: "bootstrap" },
};

/** As much of AWS as `sst build` asks: who is calling, and whether the account is ready. Any other call is refused. */
export async function startStub() {
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
      const call = new URLSearchParams(Buffer.concat(chunks).toString());
      const answer = answerTo(call);
      response.writeHead(answer ? 200 : 400, { "content-type": "text/xml" });
      response.end(answer ?? `<ErrorResponse><Error><Code>NotEmulated</Code></Error></ErrorResponse>`);
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // that of a server that listens on a port
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
}

function answerTo(call: URLSearchParams): string | undefined {
  const action = call.get("Action");
  if (action === "GetCallerIdentity") return caller;
  const name = call.get("StackName") ?? "";
  const outputs = stacks[name];
  return action === "DescribeStacks" && outputs ? describe(name, outputs) : undefined;
}

const caller = `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::${account}:root</Arn>
  <UserId>stub</UserId><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;

function describe(name: string, outputs: Record<string, string>): string {
  const members = Object.entries(outputs).map(
    ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  return `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>${name}</StackName>
    <CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus>
    <Outputs>${members.join("")}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
}
