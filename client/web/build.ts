/**
 * Builds the page into `client/web/dist`: one HTML document per language with its style and script
 * inside, so that a browser needs a single round trip. It must not know the server.
 *
 * The server's process builds a stale page before it starts; `deno task build` always builds.
 *
 * @module
 */

/** The page is stale once any of these has changed; a folder stands for all files in it. */
const SOURCES = ["client", "actors", "deno.json", "deno.lock"];

/** Copied to the output as they are. */
const COPIED = ["icon.svg", "icon-192.png", "icon-512.png"];

const TOP = new URL("../../", import.meta.url);
const HERE = new URL("./", import.meta.url);
const DIST = new URL("dist/", HERE);

/** One document per language: texts in both languages would make the page a tenth larger. */
const DOCUMENTS = [
  { name: "index.en.html", language: "en", script: "main_en.ts" },
  { name: "index.html", language: "nb", script: "main_nb.ts" },
];

/** The build writes this file last, so it exists only if all others do. */
const LAST_WRITTEN = new URL("index.html", DIST);

if (import.meta.main) await buildPage();

/** Builds the page if a source is newer. Reports a failure on stderr: the chat works without it. */
export async function buildStalePage(): Promise<void> {
  try {
    if (!isFresh()) await buildPage();
  } catch (error) {
    console.error(`Cannot build the page: ${error instanceof Error ? error.message : error}`);
  }
}

function isFresh(): boolean {
  const builtAt = changedAt(LAST_WRITTEN);
  return builtAt !== undefined && SOURCES.every((path) => newestIn(new URL(path, TOP)) < builtAt);
}

/** The time of the latest change in a file or folder, in milliseconds since 1970. */
function newestIn(place: URL): number {
  const { mtime, isDirectory } = Deno.statSync(place);
  let newest = mtime?.getTime() ?? 0;
  if (!isDirectory) return newest;
  const folder = new URL(`${place.href}/`);
  for (const { name } of Deno.readDirSync(folder)) {
    const entry = new URL(name, folder);
    if (`${entry.href}/` !== DIST.href) newest = Math.max(newest, newestIn(entry));
  }
  return newest;
}

function changedAt(file: URL): number | undefined {
  try {
    return Deno.statSync(file).mtime?.getTime();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** @throws {Error} If the bundler fails, or the output cannot be written. */
async function buildPage(): Promise<void> {
  const [style, template, manifest, ...scripts] = await Promise.all([
    bundle("styles/page.css"),
    Deno.readTextFile(new URL("assets/page.html", HERE)),
    Deno.readTextFile(new URL("assets/manifest.webmanifest", HERE)),
    ...DOCUMENTS.map(({ script }) => bundle(script)),
  ]);
  await Deno.mkdir(DIST, { recursive: true });
  for (const name of COPIED) {
    await write(name, await Deno.readFile(new URL(`assets/${name}`, HERE)));
  }
  await write("manifest.webmanifest", JSON.stringify(JSON.parse(manifest)));
  const hashes = { script: await Promise.all(scripts.map(hashOf)), style: [await hashOf(style)] };
  await write("page.json", JSON.stringify(hashes));
  for (const [i, { name, language }] of DOCUMENTS.entries()) {
    const page = template.replace('lang=""', `lang="${language}"`)
      .replaceAll(/\n\s*/g, "\n")
      .replace("<style></style>", () => `<style>${style}</style>`)
      .replace(/(?<=<script type="module">)/, () => scripts[i] ?? "");
    await write(name, page);
  }
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles, errors } = await Deno.bundle({
    entrypoints: [new URL(entry, HERE).href],
    platform: "browser",
    format: "esm",
    minify: true,
    write: false,
  });
  const [output] = outputFiles ?? [];
  if (output === undefined) throw new Error(errors.map(({ text }) => text).join("; "));
  // Inside a document, these would end the script or start a comment.
  return output.text().trim().replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
}

/** A source hash as Content-Security-Policy spells it (CSP Level 3, section 2.3.1). */
async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return `sha256-${new Uint8Array(digest).toBase64()}`;
}

/** Replaces a file in one step, so that a reader gets the old file or the new one, never half. */
async function write(name: string, content: string | Uint8Array<ArrayBuffer>): Promise<void> {
  const file = new URL(name, DIST);
  const draft = new URL(`${name}.${Deno.pid}`, DIST);
  if (typeof content === "string") await Deno.writeTextFile(draft, content);
  else await Deno.writeFile(draft, content);
  await Deno.rename(draft, file);
}
