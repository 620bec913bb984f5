import { Stack } from "aws-cdk-lib";
import { StaticSite } from "sst/constructs";
import { beforeAll, expect, test } from "vitest";
import { at, type Stage } from "./testing/stage.ts";
import { synth } from "./testing/synth.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await synth("test");
});

test("the site is built from packages/web with the API's address", () => {
  const sites = stage.app.node.findAll().filter((construct) => construct instanceof StaticSite);
  expect(sites.map((site) => Stack.of(site).resolve(site.getConstructMetadata().data))).toEqual([
    expect.objectContaining({
      path: "packages/web",
      environment: { VITE_API_URL: { "Fn::ImportValue": expect.stringMatching(/Edge.*ApiEndpoint/) } },
    }),
  ]);
});

test("the site answers over TLS only, and every file with its security headers", () => {
  const [distribution, ...others] = stage.all("AWS::CloudFront::Distribution");
  expect(others).toEqual([]);
  const [policy] = stage.all("AWS::CloudFront::ResponseHeadersPolicy");
  const config = at(distribution?.properties, "DistributionConfig");
  expect(at(config, "DefaultCacheBehavior")).toMatchObject({
    ViewerProtocolPolicy: "redirect-to-https",
    ResponseHeadersPolicyId: policy?.name,
  });
  expect(at(config, "CacheBehaviors")).toBeUndefined();
});

test("browsers run what comes from the site alone, call the API alone and frame it nowhere", () => {
  const [policy] = stage.all("AWS::CloudFront::ResponseHeadersPolicy");
  const override = { Override: true };
  expect(at(policy?.properties, "ResponseHeadersPolicyConfig", "SecurityHeadersConfig")).toEqual({
    ContentSecurityPolicy: { ContentSecurityPolicy: expect.any(String), ...override },
    ContentTypeOptions: override,
    FrameOptions: { FrameOption: "DENY", ...override },
    ReferrerPolicy: { ReferrerPolicy: "no-referrer", ...override },
    StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: true, ...override },
  });
  const text = JSON.stringify(policy?.properties);
  expect(text).toContain(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; connect-src ",
  );
  expect(text).toMatch(/connect-src Api\w*\.ApiEndpoint"/);
  expect(text).not.toMatch(/unsafe|\*/);
  expect(at(policy?.properties, "ResponseHeadersPolicyConfig", "CustomHeadersConfig", "Items")).toEqual([
    { Header: "cross-origin-opener-policy", Value: "same-origin", ...override },
    {
      Header: "permissions-policy",
      Value: expect.stringMatching(/^camera=\(\), .*payment=\(\)/),
      ...override,
    },
  ]);
});

test("nobody reads the site's bucket but through CloudFront", () => {
  expect(
    stage.all("AWS::S3::Bucket").map(({ properties }) => properties["PublicAccessBlockConfiguration"]),
  ).toEqual([
    { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
  ]);
});

test("the API answers browsers from the deployed site, and under sst dev from the local one", async () => {
  expect(origin(stage)).toMatch(/^https:\/\/SiteDistribution\w+\.DomainName$/);
  expect(origin(await synth("live", {}, "dev"))).toBe("http://localhost:5173");
});

function origin({ functions }: Stage) {
  return functions.find(({ id }) => id === "SalesApi")?.variables["SITE_ORIGIN"];
}
