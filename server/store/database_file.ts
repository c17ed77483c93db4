/**
 * Opens the store's file, if it is Tospann's, and keeps it private to the user. It runs in the
 * store's worker, which may touch this one folder and nothing else.
 *
 * @module
 */

import { DatabaseSync } from "node:sqlite";
import { type Database, SqliteDatabase } from "./database.ts";
import { APPLICATION_ID, type Marks, marksOf, prepareDatabase, SCHEMA_VERSION } from "./schema.ts";
import { StoreError } from "./problems.ts";

/**
 * The file's name in the store's folder. SQLite puts a second file beside it, with `-wal` at the
 * end.
 */
export const FILE_NAME = "tospann.db";

/** Milliseconds to wait for a lock: a store that has just died frees the file within some ten. */
const LOCK_WAIT = 1_000;

/** The header's size, and the offsets of the marks: https://www.sqlite.org/fileformat.html */
const HEADER = { bytes: 100, version: 60, application: 68 };

/** The first bytes of every SQLite database. */
const MAGIC = "SQLite format 3\0";

/**
 * Opens the database in a folder, and creates both if they are missing. It changes no file that is
 * not Tospann's.
 *
 * @throws {StoreError} If the file is not ours, or damaged; and whatever SQLite and the file system
 *   throw, of which `problemOf` knows the meaning.
 */
export function openDatabaseFile(folder: string): Database {
  Deno.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = `${folder}/${FILE_NAME}`;
  checkHeader(path);
  const connection = new DatabaseSync(path, { timeout: LOCK_WAIT });
  try {
    // First of all: from the first look at the file on, it is this server's.
    connection.exec("PRAGMA locking_mode = EXCLUSIVE");
    // The header in the file may be older than the last commit.
    const { empty, ...marks } = marksOf(connection);
    if (!empty) {
      checkMarks(marks);
      checkContent(connection);
    }
    prepareDatabase(connection);
    return new SqliteDatabase(connection);
  } catch (error) {
    closeQuietly(connection);
    throw error;
  }
}

/**
 * Looks before SQLite does, which would write to the file. Creates the file if there is none. It
 * must not run while this process has the database open: closing a file drops all locks that the
 * process has on it.
 */
function checkHeader(path: string): void {
  using file = Deno.openSync(path, { read: true, write: true, create: true, mode: 0o600 });
  const header = new Uint8Array(HEADER.bytes);
  const length = file.readSync(header);
  if (length === null) return;
  const magic = new TextDecoder().decode(header.subarray(0, MAGIC.length));
  if (length < HEADER.bytes || magic !== MAGIC) throw new StoreError({ type: "damaged" });
  const view = new DataView(header.buffer);
  const marks = {
    version: view.getInt32(HEADER.version),
    application: view.getInt32(HEADER.application),
  };
  // A file without marks may be ours, if its first commit has not reached it yet.
  if (marks.version !== 0 || marks.application !== 0) checkMarks(marks);
}

function checkMarks({ version, application }: Marks): void {
  if (application !== APPLICATION_ID) throw new StoreError({ type: "damaged" });
  if (version > SCHEMA_VERSION) throw new StoreError({ type: "newer" });
}

function checkContent(connection: DatabaseSync): void {
  const [verdict] = Object.values(connection.prepare("PRAGMA quick_check(1)").get() ?? {});
  if (verdict !== "ok") throw new StoreError({ type: "damaged" });
}

function closeQuietly(connection: DatabaseSync): void {
  try {
    connection.close();
  } catch {
    // The caller already has the reason.
  }
}
