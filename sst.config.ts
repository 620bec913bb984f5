import type { SSTConfig } from "sst";
import { defineStore } from "./stacks/store.ts";

export default {
  // `sst --region` wins over the shell's region, and that over Seoul.
  config: () => ({ name: "donut-states", region: process.env["AWS_REGION"] || "ap-northeast-2" }),
  stacks(app) {
    defineStore(app);
  },
} satisfies SSTConfig;
