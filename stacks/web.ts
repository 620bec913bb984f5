import { ResponseHeadersPolicy } from "aws-cdk-lib/aws-cloudfront";
import { StaticSite, type StackContext, use } from "sst/constructs";
import { Edge } from "./edge.ts";

/** Where Vite serves the site under `sst dev`, which deploys none. */
const localOrigin = "http://localhost:5173";

/** The storefront and the operations console, built with the API's address in them. */
export function Web({ stack }: StackContext) {
  const { api } = use(Edge);

  const site = new StaticSite(stack, "Site", {
    path: "packages/web",
    buildCommand: "pnpm run build",
    buildOutput: "dist",
    environment: { VITE_API_URL: api.url },
    dev: { url: localOrigin },
    // SST writes its types of `import.meta.env` here instead of into the site's sources.
    vite: { types: "../../.sst/vite-env.d.ts" },
    cdk: {
      bucket: { enforceSSL: true },
      distribution: { defaultBehavior: { responseHeadersPolicy: ResponseHeadersPolicy.SECURITY_HEADERS } },
    },
  });

  return { origin: site.url ?? localOrigin };
}
