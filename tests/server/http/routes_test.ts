import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { LANGUAGES, texts } from "../../../actors/languages/languages.ts";
import { answerTo, type Situation } from "../../../server/http/routes.ts";
import type { Page } from "../../../server/http/static_files.ts";
import { pagePolicy } from "../../../server/http/security_headers.ts";

/** A response body as bytes. */
const bytesOf = (text: string) => new TextEncoder().encode(text);

const PAGE: Page = {
  policy: pagePolicy({ script: ["sha256-a"], style: ["sha256-b", "sha256-c"] }),
  documents: {
    nb: { type: "text/html", etag: 'W/"1"', plain: bytesOf("side"), gzipped: bytesOf("s") },
    en: { type: "text/html", etag: 'W/"3"', plain: bytesOf("page"), gzipped: null },
  },
  files: new Map([
    ["/icon.svg", { type: "image/svg+xml", etag: 'W/"2"', plain: bytesOf("bilde"), gzipped: null }],
  ]),
};

/** A request: its method and address, and its headers by name. `null` is one without. */
interface Asked {
  readonly method: string;
  /** `null`: the address cannot be read. */
  readonly path: string | null;
  readonly lang: string | null;
  readonly host: string | null;
  readonly origin: string | null;
  readonly upgrade: string | null;
  readonly "accept-encoding": string | null;
  readonly "accept-language": string | null;
  readonly "if-none-match": string | null;
}

function requestOf({ method = "GET", path = "/", lang = null, ...fields }: Partial<Asked>) {
  const headers: Readonly<Record<string, string | null>> = {
    host: "192.168.1.9:65432",
    ...fields,
  };
  const query = lang === null ? "" : `?lang=${encodeURIComponent(lang)}`;
  return {
    method,
    url: path === null ? "" : `http://server${path}${query}`,
    headers: { get: (name: string) => headers[name] ?? null },
  };
}

/** The status of the answer; a WebSocket is 101. */
function answer(asked: Partial<Asked> = {}, situation: Partial<Situation> = {}) {
  const given = {
    language: "nb",
    allowHosts: [],
    stopping: false,
    page: PAGE,
    ...situation,
  } as const;
  const answered = answerTo(requestOf(asked), given);
  if (answered.type === "response") return answered;
  const headers: Readonly<Record<string, string>> = {};
  return { status: 101, headers, body: null };
}

const statusOf = (...given: Parameters<typeof answer>) => answer(...given).status;

Deno.test("routes: the page has its policy, and its files have none", () => {
  const page = answer();
  assertEquals([page.status, page.body], [200, bytesOf("side")]);
  const { "Content-Security-Policy": policy = "" } = page.headers;
  assertStringIncludes(policy, "script-src 'sha256-a';");
  assertStringIncludes(policy, "style-src 'sha256-b' 'sha256-c';");
  assert(!policy.includes("unsafe"));
  assertEquals([page.headers.ETag, page.headers["Cache-Control"]], ['W/"1"', "no-cache"]);
  const icon = answer({ path: "/icon.svg" });
  assertEquals(icon.headers["Content-Type"], "image/svg+xml");
  assert(icon.headers["Content-Security-Policy"]?.startsWith("default-src 'none'; frame-"));
});

Deno.test("routes: gzip only if accepted, and 304 for what the browser has", () => {
  for (const header of ["gzip", "br, GZIP;q=0.5".toLowerCase(), "deflate,gzip ;q=1"]) {
    const packed = answer({ "accept-encoding": header });
    assertEquals([packed.headers["Content-Encoding"], packed.body], ["gzip", bytesOf("s")]);
  }
  for (const header of ["", "br", "gzip;q=0", "gzip; q=0.0", "xgzip"]) {
    assertEquals(answer({ "accept-encoding": header }).body, bytesOf("side"));
  }
  assertEquals(answer({ path: "/icon.svg", "accept-encoding": "gzip" }).body, bytesOf("bilde"));
  const kept = answer({ "if-none-match": 'W/"0", W/"1"' });
  assertEquals([kept.status, kept.body, kept.headers.ETag], [304, null, 'W/"1"']);
  assertEquals(statusOf({ "if-none-match": 'W/"2"' }), 200);
});

Deno.test("routes: the page in its reader's language", () => {
  const read = (lang: string | null, acceptLanguage: string | null, language: "nb" | "en" = "nb") =>
    answer({ lang, "accept-language": acceptLanguage }, { language }).headers.ETag === 'W/"1"'
      ? "nb"
      : "en";
  assertEquals([read(null, null), read(null, null, "en"), read(null, "*")], ["nb", "en", "nb"]);
  for (const nordic of ["nb", "nn-NO,en;q=0.8", "no;q=1", " NB-no"]) {
    assertEquals(read(null, nordic, "en"), "nb");
  }
  for (const other of ["en-GB,nb;q=0.9", "sv", "de,nb", "nbx"]) {
    assertEquals(read(null, other), "en");
  }
  assertEquals([read("en", "nb"), read("nb", "en"), read("xx", "en")], ["en", "nb", "en"]);
});

Deno.test("routes: only GET and HEAD, existing paths and allowed hosts", () => {
  assertEquals(statusOf({ method: "HEAD" }), 200);
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT"]) {
    const refused = answer({ method });
    assertEquals([refused.status, refused.headers.Allow], [405, "GET, HEAD"]);
  }
  for (
    const path of [
      "/x",
      "//",
      "/index.html",
      "/index.en.html",
      "/en",
      "/page.json",
      "/../main.ts",
      "/__proto__",
    ]
  ) {
    assertEquals(statusOf({ path }), 404, path);
  }
  assertEquals(statusOf({ path: null }), 400);
  for (const host of [null, "evil.example", "evil.example:65432"]) {
    for (const path of ["/", "/ws", "/healthz", "/x", null]) {
      assertEquals(statusOf({ host, path }), 403);
    }
  }
  assertEquals(statusOf({ host: "evil.example" }, { allowHosts: ["evil.example"] }), 200);
});

Deno.test("routes: a WebSocket for the server's own page and for programs", () => {
  const connecting = { path: "/ws", upgrade: "WebSocket" };
  assertEquals(statusOf(connecting), 101);
  assertEquals(statusOf({ ...connecting, origin: "http://192.168.1.9:65432" }), 101);
  for (const origin of ["http://evil.example", "null", "http://192.168.1.9:1"]) {
    assertEquals(statusOf({ ...connecting, origin }), 403);
  }
  assertEquals(
    statusOf({ ...connecting, host: "evil.example", origin: "http://evil.example" }),
    403,
  );
  assertEquals(statusOf({ path: "/ws" }), 426);
  assertEquals(statusOf({ ...connecting, method: "HEAD" }), 426);
});

Deno.test("routes: the health check says whether the server is stopping", () => {
  assertEquals(answer({ path: "/healthz" }).body, "ok\n");
  assertEquals(statusOf({ path: "/healthz" }, { stopping: true }), 503);
});

Deno.test("routes: without a built page, says how to join without it", () => {
  const missing = answer({}, { page: null });
  assertEquals(missing.status, 503);
  assertStringIncludes(`${missing.body}`, "nc 192.168.1.9 65432");
  assertStringIncludes(`${missing.body}`, "deno task build");
  assertEquals(missing.headers.Refresh, "5");
  assertEquals(statusOf({ path: "/icon.svg" }, { page: null }), 404);
});

Deno.test("routes: answers in the server's language", () => {
  for (const language of LANGUAGES) {
    const { body } = answer({ path: "/x" }, { language });
    assertEquals(body, texts[language].http.notFound + "\n");
  }
});

Deno.test("routes: Cross-Origin-Opener-Policy only for trusted origins", () => {
  const key = "Cross-Origin-Opener-Policy";
  assertEquals(answer().headers[key], undefined);
  assertEquals(answer({ host: "localhost:65432" }).headers[key], "same-origin");
});

Deno.test("routes: every answer has the security headers, whatever the request", () => {
  const header = fc.option(fc.string(), { nil: null });
  const request = fc.record({
    method: fc.oneof(fc.constantFrom("GET", "HEAD"), fc.string()),
    path: fc.oneof(fc.constantFrom("/", "/ws", "/healthz", null), fc.string()),
    host: fc.oneof(fc.constant("localhost"), header),
    origin: header,
    upgrade: header,
    "accept-encoding": header,
    "accept-language": header,
    lang: header,
    "if-none-match": header,
  });
  fc.assert(fc.property(request, (request) => {
    const { status, headers } = answer(request);
    if (status === 101) return;
    assertEquals(headers["X-Content-Type-Options"], "nosniff");
    assertEquals(headers["Referrer-Policy"], "no-referrer");
    assert(headers["Content-Security-Policy"]?.startsWith("default-src 'none'; "));
    assert(headers["Permissions-Policy"]?.includes("camera=()"));
  }));
});
