import type { Context } from "aws-lambda";
import { randomUUID } from "node:crypto";

/**
 * The context object of one invocation. Source: Lambda Developer Guide, "Node.js context object".
 */
export function createContext(functionName: string, region: string, timeoutMs: number): Context {
  const deadline = performance.now() + timeoutMs;
  return {
    awsRequestId: randomUUID(),
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:${region}:000000000000:function:${functionName}`,
    memoryLimitInMB: "1024",
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: "local",
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.ceil(deadline - performance.now())),
    done: refuseCallbackStyle,
    fail: refuseCallbackStyle,
    succeed: refuseCallbackStyle,
  };
}

function refuseCallbackStyle(): never {
  throw new Error("Handlers return a promise; the callback style is not supported");
}
