/**
 * The page in each of its states: accessibility and size.
 *
 * @module
 */

import { assert, assertEquals, assertLess, assertStringIncludes } from "@std/assert";
import axe from "axe-core";
import { pageFiles } from "../../server/http/static_files.ts";
import { buildStalePage } from "../../client/web/build.ts";
import { lacksBrowser, TestBrowser } from "../support/processes/browser.ts";
import { PAGE_STATES, visitState } from "../support/processes/page_states.ts";

const options = { ignore: lacksBrowser(), sanitizeOps: false, sanitizeResources: false };

/**
 * The budget of a document in bytes: about two thirds of a second on a slow phone network
 * (400 kbit/s).
 */
const MAX_GZIPPED = 32_768;

Deno.test("page: is accessible in every state, light and dark", options, async () => {
  await buildStalePage();
  await using browser = await TestBrowser.start();
  const found: string[] = [];
  for (const state of PAGE_STATES) {
    const viewport = { width: 360, height: 720 };
    const { page } = await visitState(browser, state, { viewport, reducedMotion: "reduce" });
    await page.evaluate(axe.source);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const violations = await page.evaluate(async () => {
        // `axe.source` defines it.
        const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
        return (await axe.run()).violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`)
        );
      });
      found.push(...violations.map((violation) => `${state}, ${colorScheme}: ${violation}`));
    }
    await page.context().close();
  }
  assertEquals(found, []);
});

Deno.test("page: is one small document", options, async () => {
  await buildStalePage();
  const page = await pageFiles(new URL("../../client/web/dist/", import.meta.url))();
  assert(page !== null);
  for (const { plain, gzipped } of Object.values(page.documents)) {
    assertLess(gzipped?.length ?? Infinity, MAX_GZIPPED + 1);
    const html = new TextDecoder().decode(plain);
    assertStringIncludes(html, "<!doctype html>");
    assertEquals(/<(?:script|img)[^>]* src=|@import|url\(/.test(html), false);
  }
});

Deno.test("page: is not rebuilt while nothing has changed", options, async () => {
  await buildStalePage();
  const document = new URL("../../client/web/dist/index.html", import.meta.url);
  const { mtime } = await Deno.stat(document);
  await buildStalePage();
  assertEquals((await Deno.stat(document)).mtime, mtime);
});
