/**
 * Loads the built page into memory: at the first request, and again after a new build.
 *
 * @module
 */

import type { Language } from "../../actors/languages/languages.ts";
import { pagePolicy } from "./security_headers.ts";

/** One file, ready to send. */
export interface StaticFile {
  readonly type: string;
  /** Changes with the content. */
  readonly etag: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  /** The gzipped content; `null` if it is not smaller. */
  readonly gzipped: Uint8Array<ArrayBuffer> | null;
}

/** The page with its files. */
export interface Page {
  /** Its Content-Security-Policy. */
  readonly policy: string;
  /** The HTML document in each language. */
  readonly documents: Readonly<Record<Language, StaticFile>>;
  /** Icons and the manifest, by request path. */
  readonly files: ReadonlyMap<string, StaticFile>;
}

/** Loads the page; `null` if it is not built. */
export type LoadPage = () => Promise<Page | null>;

/** The build writes the first document last, so it exists only if all files do. */
const DOCUMENTS: Readonly<Record<Language, string>> = { nb: "index.html", en: "index.en.html" };

/** The other files and their types. Nothing else in the folder is served. */
const TYPES: Readonly<Record<string, string>> = {
  "manifest.webmanifest": "application/manifest+json",
  "icon.svg": "image/svg+xml",
  "icon-192.png": "image/png",
  "icon-512.png": "image/png",
};

/** Loads the page from a folder, and keeps it in memory until the next build. */
export function pageFiles(folder: URL): LoadPage {
  let loaded: { readonly writtenAt: number; readonly page: Promise<Page> } | undefined;
  return async () => {
    try {
      const { mtime } = await Deno.stat(new URL(DOCUMENTS.nb, folder));
      const writtenAt = mtime?.getTime() ?? 0;
      if (loaded?.writtenAt !== writtenAt) loaded = { writtenAt, page: readPage(folder) };
      return await loaded.page;
    } catch {
      // Missing or half-written files: the next request tries again.
      loaded = undefined;
      return null;
    }
  };
}

async function readPage(folder: URL): Promise<Page> {
  const hashes = JSON.parse(await Deno.readTextFile(new URL("page.json", folder)));
  const read = (name: string) => Deno.readFile(new URL(name, folder));
  const document = async (name: string) =>
    await webFile(await read(name), "text/html; charset=utf-8");
  const [nb, en, ...files] = await Promise.all([
    document(DOCUMENTS.nb),
    document(DOCUMENTS.en),
    ...Object.entries(TYPES).map(async ([name, type]) => await webFile(await read(name), type)),
  ]);
  const paths = Object.keys(TYPES).map((name) => `/${name}`);
  return {
    policy: pagePolicy(hashes),
    documents: { nb, en },
    files: new Map(files.map((file, i) => [paths[i] ?? "", file])),
  };
}

async function webFile(plain: Uint8Array<ArrayBuffer>, type: string): Promise<StaticFile> {
  const gzipped = await gzip(plain);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", plain));
  return {
    type,
    // Weak, because both encodings share it.
    etag: `W/"${hash.toBase64({ alphabet: "base64url", omitPadding: true })}"`,
    plain,
    gzipped: gzipped.length < plain.length ? gzipped : null,
  };
}

async function gzip(plain: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const gzipped = new Blob([plain]).stream().pipeThrough(new CompressionStream("gzip"));
  return await new Response(gzipped).bytes();
}
