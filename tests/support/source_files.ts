/**
 * The project's source files with their imports, for tests of the architecture.
 *
 * @module
 */

/** One source file. */
export interface SourceFile {
  /** Relative to the project: `actors/room/room.ts`. */
  readonly path: string;
  readonly text: string;
  /** The text without comments and strings. */
  readonly code: string;
  /** The files of the project that it imports, type imports included. */
  readonly imports: readonly string[];
}

/** Whether this run may read files. A plain `deno test` may not. */
export const mayRead = Deno.permissions.querySync({ name: "read" }).state === "granted";

const TOP = new URL("../../", import.meta.url);

/** All TypeScript files in these folders, and `main.ts`. */
export async function sourceFiles(folders: readonly string[]): Promise<readonly SourceFile[]> {
  const files = [await readSource("main.ts")];
  for (const folder of folders) files.push(...await readFolder(folder));
  return files;
}

async function readFolder(folder: string): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for await (const entry of Deno.readDir(new URL(`${folder}/`, TOP))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) files.push(...await readFolder(path));
    else if (/\.tsx?$/.test(path)) files.push(await readSource(path));
  }
  return files;
}

async function readSource(path: string): Promise<SourceFile> {
  const text = await Deno.readTextFile(new URL(path, TOP));
  const uncommented = text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");
  const specifiers = [...uncommented.matchAll(/(?:from |import\(|import )"(\.[^"]+)"/g)];
  const base = new URL(path, "file:///");
  const imports = specifiers.map(([, to = ""]) => new URL(to, base).pathname.slice(1));
  const code = uncommented.replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '""');
  return { path, text, code, imports };
}
