import type { Evidence } from "../evidence/evidence.ts";
import { readStored } from "../evidence/read.ts";
import type { Stage } from "./stage.ts";

/** Everything there is to judge, as of now. Rejects while the store or its database is away. */
export async function gather({ database, store, company, crowd, initial }: Stage): Promise<Evidence> {
  const stored = await readStored(database.pool);
  return {
    ...stored,
    products: stored.products.map((product) => ({ ...product, initial: initial.get(product.sku) ?? 0 })),
    queues: await store.queues(),
    posts: [...company.posts],
    intents: crowd.book.intents,
  };
}
