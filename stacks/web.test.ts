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

test("the site answers over TLS only, with security headers", () => {
  const [distribution, ...others] = stage.all("AWS::CloudFront::Distribution");
  expect(others).toEqual([]);
  expect(at(distribution?.properties, "DistributionConfig", "DefaultCacheBehavior")).toMatchObject({
    ViewerProtocolPolicy: "redirect-to-https",
    ResponseHeadersPolicyId: expect.any(String),
  });
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
