/**
 * Makes the page: one document with its style and script inside, so that it is there after one round trip, and what
 * belongs to it. It must not know the server.
 *
 * Run by `deno task build`. With `--if-needed` it does nothing where the page is newer than all that it is made of.
 *
 * @module
 */

/** What the page is made of; a folder counts with all that is in it. */
const SOURCES = ["client", "actors", "deno.json", "deno.lock"];

/** One style in the end, in this order. */
const STYLES = ["base.css", "join_form.css", "chat.css", "messages.css"];

/** Goes with the page as it is. */
const COPIED = ["icon.svg", "icon-192.png", "icon-512.png"];

const TOP = new URL("../../", import.meta.url);
const HERE = new URL("./", import.meta.url);
const DIST = new URL("dist/", HERE);

/** One for each language: with the words of both, it would be a tenth larger. The last is written last of all. */
const DOCUMENTS = [
  { name: "index.en.html", language: "en", script: "main_en.ts" },
  { name: "index.html", language: "nb", script: "main_nb.ts" },
];

/** Where it is, all else is. */
const DOCUMENT = new URL("index.html", DIST);

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(args: readonly string[]): Promise<number> {
  const ifNeeded = args.includes("--if-needed");
  if (ifNeeded && isFresh()) return 0;
  try {
    const size = await build();
    // Beside a server that has just started, nobody asked.
    if (!ifNeeded) console.error(`client/web/dist: ${size} bytes gzipped`);
    return 0;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`Cannot build the page: ${reason}`);
    return 1;
  }
}

/** Whether the page is newer than all that it is made of. */
function isFresh(): boolean {
  const built = changedAt(DOCUMENT);
  return built !== undefined && SOURCES.every((path) => newestIn(new URL(path, TOP)) < built);
}

/** When something in it changed last, in milliseconds since 1970; what is not there never did. */
function newestIn(place: URL): number {
  const at = changedAt(place) ?? 0;
  if (!Deno.statSync(place).isDirectory) return at;
  let newest = 0;
  const folder = new URL(`${place.href}/`);
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    // What it makes is not what it is made of.
    if (isDirectory && folder.href === HERE.href && name === "dist") continue;
    newest = Math.max(newest, newestIn(new URL(name, folder)));
  }
  return newest;
}

function changedAt(file: URL): number | undefined {
  try {
    return Deno.statSync(file).mtime?.getTime();
  } catch {
    return undefined; // Not there.
  }
}

/** Makes all files; gives the bytes that a browser gets, in the language that takes more. */
async function build(): Promise<number> {
  // Loaded here, for they take 90 ms, and mostly nothing is to be built.
  const { gzipAsync } = await import("@gfx/zopfli");
  const [style, template, manifest] = await Promise.all([
    Promise.all(STYLES.map((name) => Deno.readTextFile(new URL(`styles/${name}`, HERE))))
      .then((sheets) => withoutSpace(sheets.join("\n"))),
    Deno.readTextFile(new URL("assets/page.html", HERE)).then(withoutIndent),
    Deno.readTextFile(new URL("assets/manifest.webmanifest", HERE)),
  ]);
  const scripts = await Promise.all(DOCUMENTS.map(({ script }) => bundle(script)));
  await Deno.mkdir(DIST, { recursive: true });
  for (const name of COPIED) {
    await write(name, await Deno.readFile(new URL(`assets/${name}`, HERE)));
  }
  await write("manifest.webmanifest", JSON.stringify(JSON.parse(manifest)));
  const hashes = { script: await Promise.all(scripts.map(hashOf)), style: [await hashOf(style)] };
  await write("page.json", JSON.stringify(hashes));
  let most = 0;
  for (const [i, { name, language }] of DOCUMENTS.entries()) {
    const page = template.replace('lang=""', `lang="${language}"`)
      .replace(/(?<=<style>)\s*(?=<\/style>)/, () => style)
      .replace(/(?<=<script type="module">)\s*(?=<\/script>)/, () => scripts[i] ?? "");
    const packed = await gzipAsync(new TextEncoder().encode(page), { numiterations: 15 });
    // Before the document itself: whoever finds that finds this.
    await write(`${name}.gz`, new Uint8Array(packed));
    await write(name, page);
    most = Math.max(most, packed.length);
  }
  return most;
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles, errors } = await Deno.bundle({
    entrypoints: [new URL(entry, HERE).href],
    platform: "browser",
    format: "esm",
    minify: true,
    write: false,
  });
  const [script] = outputFiles ?? [];
  if (script === undefined) throw new Error(errors.map(({ text }) => text).join("; "));
  const { minify } = await import("terser");
  const { code = "" } = await minify(script.text(), {
    module: true,
    ecma: 2020,
    compress: { passes: 2, keep_fargs: false, pure_getters: true, unsafe_arrows: true },
  });
  // Inside a document, these would end the script, or begin a comment.
  return unescaped(code.trim()).replaceAll("</script", "<\\/script")
    .replaceAll("<!--", "<\\!--");
}

/** Letters as themselves: the document is UTF-8, where `\xE5` takes twice as much as `å`. */
function unescaped(script: string): string {
  return script.replaceAll(
    /\\x([C-F][0-9A-F]|AB|BB)|\\u(2026|201[CD])/g,
    (_, latin?: string, other?: string) => String.fromCharCode(parseInt(latin ?? other ?? "", 16)),
  );
}

/** A style sheet without what only its writer needs. It has no strings with spaces in a row. */
function withoutSpace(css: string): string {
  return css.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/\s+/g, " ")
    .replaceAll(/\s*([{};])\s*/g, "$1").replaceAll(/([:,]) /g, "$1").replaceAll(";}", "}").trim();
}

function withoutIndent(html: string): string {
  return html.replaceAll(/\n\s*/g, "\n");
}

/** As a Content-Security-Policy wants it. */
async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}

/** Whoever reads it meanwhile gets the old file or the new one, and never half of one. */
async function write(name: string, content: string | Uint8Array<ArrayBuffer>): Promise<void> {
  const file = new URL(name, DIST);
  const draft = new URL(`${name}.${Deno.pid}`, DIST);
  if (typeof content === "string") await Deno.writeTextFile(draft, content);
  else await Deno.writeFile(draft, content);
  await Deno.rename(draft, file);
}
