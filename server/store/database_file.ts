/**
 * The store's file: where it is, whether it is ours to open, and that nobody else on the machine may read it. It runs in
 * the store's own thread, which may touch this one folder and nothing else.
 *
 * @module
 */

import { DatabaseSync } from "node:sqlite";
import { SqliteDatabase } from "./database.ts";
import { APPLICATION_ID, type Marks, marksOf, prepareDatabase, SCHEMA_VERSION } from "./schema.ts";
import type { Opening } from "./store.ts";
import { problemOf, type StoreProblem } from "./problems.ts";

/** The file's name in the store's folder; SQLite puts another beside it, with `-wal` at the end. */
export const FILE_NAME = "tospann.db";

/** Milliseconds that another may go on holding the file: a store that has just died lets go within some ten. */
const LOCK_WAIT = 1_000;

/** Bytes of a database's header, and where the marks stand in it: https://www.sqlite.org/fileformat.html#the_database_header */
const HEADER = { bytes: 100, version: 60, application: 68 };

/** How every database of SQLite begins. */
const MAGIC = "SQLite format 3\0";

/** Opens the database in a folder, and makes both where they are missing. What is not ours is not touched. */
export function openDatabaseFile(folder: string): Opening {
  let connection: DatabaseSync | undefined;
  try {
    Deno.mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = `${folder}/${FILE_NAME}`;
    const before = inspectHeader(path);
    if (before !== undefined) return before;
    connection = new DatabaseSync(path, { timeout: LOCK_WAIT });
    // Before all else: from the first look at the file on, it is this server's.
    connection.exec("PRAGMA locking_mode = EXCLUSIVE");
    // The header may lag behind what was committed last.
    const { empty, ...marks } = marksOf(connection);
    const problem = empty ? undefined : judge(marks) ?? inspectContent(connection);
    if (problem !== undefined) return closed(connection, problem);
    prepareDatabase(connection);
    return { type: "opened", database: new SqliteDatabase(connection) };
  } catch (error) {
    return closed(connection, problemOf(error));
  }
}

/**
 * Looks before SQLite does, which would write to what it opens. Makes the file where there is none. Never while this
 * process has the database open: to close a file lets go of all the process's locks on it.
 */
function inspectHeader(path: string): StoreProblem | undefined {
  using file = Deno.openSync(path, { read: true, write: true, create: true, mode: 0o600 });
  const header = new Uint8Array(HEADER.bytes);
  const length = file.readSync(header);
  if (length === null) return undefined;
  const magic = new TextDecoder().decode(header.subarray(0, MAGIC.length));
  if (length < HEADER.bytes || magic !== MAGIC) return { type: "damaged" };
  const view = new DataView(header.buffer);
  const marks = {
    version: view.getInt32(HEADER.version),
    application: view.getInt32(HEADER.application),
  };
  // Without any marks it may be one of ours whose first commit has not reached this file.
  return marks.version === 0 && marks.application === 0 ? undefined : judge(marks);
}

function judge({ version, application }: Marks): StoreProblem | undefined {
  if (application !== APPLICATION_ID) return { type: "damaged" };
  return version > SCHEMA_VERSION ? { type: "newer" } : undefined;
}

function inspectContent(connection: DatabaseSync): StoreProblem | undefined {
  const [verdict] = Object.values(connection.prepare("PRAGMA quick_check(1)").get() ?? {});
  return verdict === "ok" ? undefined : { type: "damaged" };
}

function closed(connection: DatabaseSync | undefined, problem: StoreProblem): StoreProblem {
  try {
    connection?.close();
  } catch {
    // What is wrong with it is told already.
  }
  return problem;
}
