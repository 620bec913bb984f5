import * as v from "valibot";

const Id = v.pipe(v.string(), v.maxLength(64));
const Correlated = v.union([
  v.pipe(
    v.object({ correlationid: Id }),
    v.transform(({ correlationid }) => correlationid),
  ),
  v.pipe(
    v.object({ restockId: Id }),
    v.transform(({ restockId }) => restockId),
  ),
]);

/** What a message tells of the story it belongs to: its correlation id, or of a receipt the restock order's id. */
export function correlationOf(body: string): string | undefined {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), Correlated), body);
  return result.success ? result.output : undefined;
}
