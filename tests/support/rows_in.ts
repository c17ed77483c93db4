/**
 * Counts rows in a test database.
 *
 * @module
 */

import type { DatabaseSync } from "node:sqlite";

/** Rows in all of its tables. */
export function rowsIn(connection: DatabaseSync): number {
  const tables = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  return tables.reduce((sum, { name }) => {
    const row = connection.prepare(`SELECT count(*) AS rows FROM ${name}`).get();
    return sum + Number(row?.rows);
  }, 0);
}
