/** Where a MySQL or MariaDB server listens, and who asks. */
export interface ServerAddress {
  host: string;
  port: number;
  user: string;
  password?: string;
  /** Path of its unix socket; where there is one, host and port do not count. */
  socketPath?: string | undefined;
}

const defaultPort = 3306;

/**
 * Reads `mysql://user:password@host:port/database`; the port defaults to 3306, the user to root.
 *
 * Throws if it is no such URL or names no database. The message does not repeat the URL, which has a password.
 */
export function parseMysqlUrl(url: string): ServerAddress & { password: string; database: string } {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const database = decodeURIComponent(parsed?.pathname.slice(1) ?? "");
  if (parsed?.protocol !== "mysql:" || parsed.hostname === "" || database === "") {
    throw new Error("The database's URL must be mysql://user:password@host:port/database");
  }
  return {
    host: parsed.hostname.replace(/^\[|\]$/g, ""),
    port: Number(parsed.port) || defaultPort,
    user: decodeURIComponent(parsed.username) || "root",
    password: decodeURIComponent(parsed.password),
    database,
  };
}
