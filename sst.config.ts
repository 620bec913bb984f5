import type { SSTConfig } from "sst";
import { Edge } from "./stacks/edge.ts";
import { Messaging } from "./stacks/messaging.ts";
import { Sales } from "./stacks/sales.ts";
import { keepsData } from "./stacks/stage.ts";
import { Web } from "./stacks/web.ts";

export default {
  config: () => ({
    name: "donut-states",
    // `--region` wins over both.
    region: process.env["AWS_REGION"] || "ap-northeast-2",
  }),
  stacks(app) {
    // Not "retain" for production: that would also keep alive a cron or a consumer whose code is gone.
    // What production retains is its data, and each resource that holds data says so itself (stacks/stage.ts).
    if (!keepsData(app.stage)) app.setDefaultRemovalPolicy("destroy");

    app.setDefaultFunctionProps({
      runtime: "nodejs22.x",
      architecture: "arm_64",
      // One story is traced by its correlation id through the product itself; X-Ray would need a permission on "*".
      tracing: "disabled",
      // Split bundles: what core imports dynamically (the SNS client) is a file of its own, read at first use.
      nodejs: {
        format: "esm",
        splitting: true,
        minify: true,
        sourcemap: true,
        esbuild: { sourcesContent: false },
      },
      environment: { NODE_OPTIONS: "--enable-source-maps" },
    });

    // Edge first: the consumers and the site need the API's address, and the API's functions need theirs.
    app.stack(Edge).stack(Web).stack(Messaging).stack(Sales);
  },
} satisfies SSTConfig;
