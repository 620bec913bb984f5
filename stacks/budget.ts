import { api } from "@donut-states/core/topology";

const KILOBYTE = 1024;

/**
 * Bytes of code that a cold start of a function may read, by its handler. A sale is what a customer waits for; a page for
 * operations is not.
 */
export function budgetOf(handler: string): number {
  if (handler === api.sales.handler) return 200 * KILOBYTE;
  return (handler === api.ops.handler ? 550 : 450) * KILOBYTE;
}

/** The SDK's clients (SNS, SQS, SES, …) and what they are made of: longer to load than all else that a sale needs. */
export const awsClients = /node_modules\/@(?:aws-sdk|smithy)\//;
