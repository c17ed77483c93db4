/**
 * The page's files, as the build left them: read when they are first asked for, and again when they have been built anew.
 *
 * @module
 */

import type { Language } from "../../actors/languages/languages.ts";
import { pagePolicy } from "./security_headers.ts";

/** One file, ready to be sent. */
export interface StaticFile {
  readonly type: string;
  /** Changes with what is in it. */
  readonly etag: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  /** The same packed; `null` where that would gain nothing. */
  readonly gzipped: Uint8Array<ArrayBuffer> | null;
}

/** The page, and what belongs to it. */
export interface Page {
  /** Its Content-Security-Policy. */
  readonly policy: string;
  /** The page itself, in each language. */
  readonly documents: Readonly<Record<Language, StaticFile>>;
  /** What belongs to it, by the path that it is asked for with. */
  readonly files: ReadonlyMap<string, StaticFile>;
}

/** Finds the page; `null`: it is not built. */
export type LoadPage = () => Promise<Page | null>;

/** The documents. The build writes the first one last, so that the others are there when it is. */
const DOCUMENTS: Readonly<Record<Language, string>> = { nb: "index.html", en: "index.en.html" };

/** What else there is, and of what kind: nothing else in the folder is anybody's to ask for. */
const TYPES: Readonly<Record<string, string>> = {
  "manifest.webmanifest": "application/manifest+json",
  "icon.svg": "image/svg+xml",
  "icon-192.png": "image/png",
  "icon-512.png": "image/png",
};

/** The page in a folder, kept in memory until it is built anew. */
export function pageFiles(folder: URL): LoadPage {
  let loaded: { readonly writtenAt: number; readonly page: Promise<Page> } | undefined;
  return async () => {
    try {
      const { mtime } = await Deno.stat(new URL(DOCUMENTS.nb, folder));
      const writtenAt = mtime?.getTime() ?? 0;
      if (loaded?.writtenAt !== writtenAt) loaded = { writtenAt, page: readPage(folder) };
      return await loaded.page;
    } catch {
      // Not there, or half of it: the next one who asks may have more luck.
      loaded = undefined;
      return null;
    }
  };
}

async function readPage(folder: URL): Promise<Page> {
  const hashes = JSON.parse(await Deno.readTextFile(new URL("page.json", folder)));
  const read = (name: string) => Deno.readFile(new URL(name, folder));
  // The build has packed them better than one can while somebody waits.
  const document = async (name: string) =>
    await webFile(await read(name), "text/html; charset=utf-8", await read(`${name}.gz`));
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

/** A file of some type, packed once for all if it is not yet. */
export async function webFile(
  plain: Uint8Array<ArrayBuffer>,
  type: string,
  packed?: Uint8Array<ArrayBuffer>,
): Promise<StaticFile> {
  const gzipped = packed ?? await gzip(plain);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", plain));
  return {
    type,
    // Weak, as both forms share it.
    etag: `W/"${hash.toBase64({ alphabet: "base64url", omitPadding: true })}"`,
    plain,
    gzipped: gzipped.length < plain.length ? gzipped : null,
  };
}

async function gzip(plain: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([plain]).stream().pipeThrough(new CompressionStream("gzip"));
  return await new Response(packed).bytes();
}
