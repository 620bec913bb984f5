/**
 * What came since `last` was the newest of a list that is newest first, oldest first: all of it where `last` is not listed
 * any more.
 */
export function newsSince<Row extends { id: string }>(rows: readonly Row[], last: string): Row[] {
  const seen = rows.findIndex(({ id }) => id === last);
  return rows.slice(0, seen < 0 ? rows.length : seen).toReversed();
}
