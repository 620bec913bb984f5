import { RemovalPolicy } from "aws-cdk-lib";
import type { Stack } from "sst/constructs";

/** What differs from stage to stage. */
interface Settings {
  /** Whether messages and logs outlive their stack, and the stage goes only when it is named once more. */
  keepsData: boolean;
  /** Requests a second, and at once, that the API lets through: above what one product's row can sell. */
  throttle: { rate: number; burst: number };
}

const temporary: Settings = {
  keepsData: false,
  throttle: { rate: 500, burst: 1000 },
};

const production: Settings = {
  keepsData: true,
  throttle: { rate: 2000, burst: 4000 },
};

/** The settings of a stage; every one but `production` is temporary. */
export function settingsOf(stage: string): Settings {
  return stage === "production" ? production : temporary;
}

/** The removal policy of a resource that holds data. */
export function dataRemovalPolicy(stack: Stack): RemovalPolicy {
  return settingsOf(stack.stage).keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}
