import { and, desc, lt, type SQL } from "drizzle-orm";
import type { MySqlColumn, MySqlSelect } from "drizzle-orm/mysql-core";

/** A part of a list: how many rows at most, and the id of the last one seen. */
export interface Page {
  limit: number;
  cursor?: string | undefined;
}

/** A page of a list, newest first: ids are ordered by time. */
export const newestFirst = <Query extends MySqlSelect>(
  query: Query,
  id: MySqlColumn,
  { limit, cursor }: Page,
  filter?: SQL,
) =>
  query
    .where(and(filter, cursor === undefined ? undefined : lt(id, cursor)))
    .orderBy(desc(id))
    .limit(limit);
