/**
 * Decides the answer to a request. Pure: the request and the page are given to it.
 *
 * @module
 */

import { isLanguage, type Language, type Texts, texts } from "../../actors/languages/languages.ts";
import { allowedHost, isSameOrigin, type RequestedHost } from "./allowed_hosts.ts";
import { isLoopback } from "../net/peer.ts";
import type { Page, StaticFile } from "./static_files.ts";
import { securityHeaders } from "./security_headers.ts";

/** The path of the WebSocket. */
export const WEB_SOCKET_PATH = "/ws";

/** The path of the health check. */
const HEALTH_PATH = "/healthz";

/** The parts of a request that decide its answer. */
export type HttpRequest = Pick<Request, "method" | "url"> & {
  readonly headers: Pick<Headers, "get">;
};

/** The state of the server. */
export interface Situation {
  readonly language: Language;
  /** Further names of the server, in lower case. */
  readonly allowHosts: readonly string[];
  readonly stopping: boolean;
  /** `null` if it is not built. */
  readonly page: Page | null;
}

/** An answer. */
export type HttpAnswer =
  /** The client may open its WebSocket. */
  | { readonly type: "webSocket" }
  | {
    readonly type: "response";
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | Uint8Array<ArrayBuffer> | null;
  };

/** Answers a request. */
export function answerTo(request: HttpRequest, situation: Situation): HttpAnswer {
  const { method, headers } = request;
  const words = texts[situation.language].http;
  const asked = allowedHost(headers.get("host"), situation.allowHosts);
  if (asked === undefined) return plainly(403, words.unknownHost, false);
  const trusted = isLoopback(asked.host);
  const url = URL.parse(request.url);
  if (url === null) return plainly(400, words.badRequest, trusted);
  if (method !== "GET" && method !== "HEAD") {
    return plainly(405, words.wrongMethod, trusted, { Allow: "GET, HEAD" });
  }
  const path = url.pathname;
  if (path === WEB_SOCKET_PATH) return answerConnecting(request, words, trusted);
  if (path === HEALTH_PATH) {
    return situation.stopping ? plainly(503, words.stopping, trusted) : plainly(200, "ok", trusted);
  }
  const { page } = situation;
  if (path === "/") {
    if (page === null) return noPage(asked, words, trusted);
    const language = pageLanguage(url, headers.get("accept-language"), situation.language);
    return sendFile(request, page.documents[language], page.policy, trusted);
  }
  const file = page?.files.get(path);
  return file === undefined
    ? plainly(404, words.notFound, trusted)
    : sendFile(request, file, undefined, trusted);
}

function answerConnecting(
  { method, headers }: HttpRequest,
  words: Texts["http"],
  trusted: boolean,
): HttpAnswer {
  if (!isSameOrigin(headers.get("origin"), headers.get("host") ?? "")) {
    return plainly(403, words.otherOrigin, trusted);
  }
  return method === "GET" && headers.get("upgrade")?.toLowerCase() === "websocket"
    ? { type: "webSocket" }
    : plainly(426, words.noUpgrade, trusted, { Upgrade: "websocket" });
}

function sendFile(
  request: HttpRequest,
  { type, etag, plain, gzipped }: StaticFile,
  policy: string | undefined,
  trusted: boolean,
): HttpAnswer {
  const headers = {
    ...securityHeaders(trusted, policy),
    // Browsers ask each time, so that an updated server has its new page at once.
    "Cache-Control": "no-cache",
    ETag: etag,
    Vary: "Accept-Encoding, Accept-Language",
  };
  if (request.headers.get("if-none-match")?.split(",").some((tag) => tag.trim() === etag)) {
    return { type: "response", status: 304, headers, body: null };
  }
  const typed = { ...headers, "Content-Type": type };
  return gzipped !== null && takesGzip(request.headers.get("accept-encoding"))
    ? {
      type: "response",
      status: 200,
      headers: { ...typed, "Content-Encoding": "gzip" },
      body: gzipped,
    }
    : { type: "response", status: 200, headers: typed, body: plain };
}

/** The reader's language: the address wins over the browser, and that over the server. */
function pageLanguage(url: URL, acceptLanguage: string | null, otherwise: Language): Language {
  const lang = url.searchParams.get("lang");
  if (lang !== null && isLanguage(lang)) return lang;
  // Browsers put the preferred language first.
  const [wanted = ""] = (acceptLanguage ?? "").trim().toLowerCase().split(/[-,;]/);
  if (wanted === "" || wanted === "*") return otherwise;
  return ["nb", "nn", "no"].includes(wanted) ? "nb" : "en";
}

/** The browser tries again by itself, since a build may be under way. */
function noPage({ host, port }: RequestedHost, words: Texts["http"], trusted: boolean): HttpAnswer {
  return plainly(503, words.noPage(host, port), trusted, { "Retry-After": "5", Refresh: "5" });
}

function plainly(
  status: number,
  text: string,
  trusted: boolean,
  more: Readonly<Record<string, string>> = {},
): HttpAnswer {
  const headers = {
    ...securityHeaders(trusted),
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
    ...more,
  };
  return { type: "response", status, headers, body: text + "\n" };
}

function takesGzip(header: string | null): boolean {
  return (header ?? "").split(",").some((item) =>
    /^gzip(?:;q=(?!0(?:\.0*)?$).*)?$/.test(item.replaceAll(/\s/g, ""))
  );
}
