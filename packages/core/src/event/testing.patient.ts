import type * as Sns from "@aws-sdk/client-sns";
import type * as Columns from "../db/columns.ts";

// For `vi.mock`: modules of which nothing runs out of time on a busy machine. Their limits have tests of their own.

/** An SNS client that waits for its answer however long it takes. */
export async function patientSns(load: () => Promise<typeof Sns>): Promise<typeof Sns> {
  const sns = await load();
  class SNSClient extends sns.SNSClient {
    constructor(config: Sns.SNSClientConfig = {}) {
      super({ ...config, requestHandler: {} });
    }
  }
  return { ...sns, SNSClient };
}

/** Leases that last for minutes in the place of seconds. */
export async function patientLeases(load: () => Promise<typeof Columns>): Promise<typeof Columns> {
  const columns = await load();
  return { ...columns, fromNow: (milliseconds) => columns.fromNow(milliseconds * 100) };
}

/** No limit at all. */
export const withoutLimit = <T>(_milliseconds: number, work: Promise<T>): Promise<T> => work;
