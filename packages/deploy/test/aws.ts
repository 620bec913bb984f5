import { AwsClient } from "aws4fetch";

/** Calls to the emulated AWS, signed so that it knows the service; each answers with the text of the response. */
export function awsCalls(url: string) {
  const client = new AwsClient({
    accessKeyId: "test",
    secretAccessKey: "test",
    region: "ap-northeast-2",
    retries: 0,
  });
  const call = async (service: string, path: string, init: RequestInit = {}) => {
    const answer = await client.fetch(url + path, { ...init, aws: { service } });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${service} answered ${answer.status}: ${text}`);
    return text;
  };
  return {
    rest: (service: string, path: string, init?: RequestInit) => call(service, path, init),
    /** Runs a function; what it returns. */
    invoke: async (name: string, event: object) =>
      JSON.parse(
        await call("lambda", `/2015-03-31/functions/${name}/invocations`, {
          method: "POST",
          body: JSON.stringify(event),
        }),
      ),
    /** `target` is the operation with its prefix, as in the header X-Amz-Target. */
    json: (service: string, target: string, input: object = {}) =>
      call(service, "/", {
        method: "POST",
        headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": target },
        body: JSON.stringify(input),
      }),
    query: (service: string, Action: string, Version: string) =>
      call(service, "/", {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: String(new URLSearchParams({ Action, Version })),
      }),
  };
}

export type AwsCalls = ReturnType<typeof awsCalls>;
