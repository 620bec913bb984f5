import type { AwsCalls } from "./aws.ts";

/** The text of every script in the buckets of a stage: what browsers are given. */
export async function siteScripts(aws: AwsCalls, stage: string): Promise<string> {
  const buckets = [...(await aws.rest("s3", "/")).matchAll(/<Name>([^<]+)<\/Name>/g)].flatMap(
    ([, name = ""]) => (name.startsWith(stage) ? [name] : []),
  );
  const scripts = buckets.map(async (bucket) => {
    const keys = (await aws.rest("s3", `/${bucket}?list-type=2`)).matchAll(/<Key>([^<]+\.js)<\/Key>/g);
    const texts = await Promise.all([...keys].map(([, key]) => aws.rest("s3", `/${bucket}/${key}`)));
    return texts.join("\n");
  });
  return (await Promise.all(scripts)).join("\n");
}
