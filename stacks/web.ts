import { siteHeaders, sitePolicy } from "@donut-states/web/headers";
import { Duration } from "aws-cdk-lib";
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from "aws-cdk-lib/aws-cloudfront";
import { type Stack, StaticSite, type StackContext, use } from "sst/constructs";
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
      distribution: { defaultBehavior: { responseHeadersPolicy: headersPolicy(stack, api.url) } },
    },
  });

  return { origin: site.url ?? localOrigin };
}

/** What the site's headers module says, in CloudFront's terms; and that the site is never asked without TLS again. */
function headersPolicy(stack: Stack, apiUrl: string): ResponseHeadersPolicy {
  const override = true;
  return new ResponseHeadersPolicy(stack, "SiteHeaders", {
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: sitePolicy(apiUrl), override },
      contentTypeOptions: { override },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override },
      strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override },
    },
    customHeadersBehavior: {
      customHeaders: (["cross-origin-opener-policy", "permissions-policy"] as const).map((header) => ({
        header,
        value: siteHeaders[header],
        override,
      })),
    },
  });
}
