/** What a statement means to the connection that it runs on; a "hint" is PlanetScale's and runs nowhere. */
export type StatementKind = "begin" | "commit" | "rollback" | "hint" | "other";

const comments = /^(?:\s|--\s[^\n]*|#[^\n]*|\/\*(?!M?!)[^]*?\*\/)*/;
const kinds: readonly [RegExp, StatementKind][] = [
  [/^(begin|start\s+transaction)\b/i, "begin"],
  [/^commit\b/i, "commit"],
  // ROLLBACK TO a savepoint leaves the transaction open.
  [/^rollback\b(?!\s+(work\s+)?to\b)/i, "rollback"],
  // The cache and the choice of a replica, neither of which there is here.
  [/^(set\s+@@boost|use\s+\S*@)/i, "hint"],
];
/** What nearly every statement begins with; it bounds no transaction and leaves nothing behind. */
const plain = /^\s*(?:select|insert|update|delete)\b/i;
const leavesTraces = /^(set|use|lock|xa|handler|prepare|create\s+temporary)\b/i;

/** Tells a transaction's bounds from other statements, whatever comments stand before them. */
export function kindOf(sql: string): StatementKind {
  if (plain.test(sql)) return "other";
  const statement = withoutComments(sql);
  return kinds.find(([pattern]) => pattern.test(statement))?.[1] ?? "other";
}

/** True if a statement changes its connection beyond its transaction: variables, locks, temporary tables. */
export function changesConnection(sql: string): boolean {
  return !plain.test(sql) && leavesTraces.test(withoutComments(sql));
}

function withoutComments(sql: string): string {
  return sql.slice(comments.exec(sql)?.[0].length);
}
