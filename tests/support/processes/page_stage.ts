/**
 * A server and visitors with browsers, for the page's tests. The browser starts once per file.
 *
 * @module
 */

import { buildStalePage } from "../../../client/web/build.ts";
import { lacksBrowser, TestBrowser, type VisitOptions, type Visitor } from "./browser.ts";
import type { KillableServer } from "../chaos/killable_server.ts";
import { type RunningServer, startServer } from "./real_process.ts";

const lacks = lacksBrowser();
if (lacks) console.warn("Skipping the page tests: they need chromium and deno test -A.");

/** Options of each test. Playwright keeps its browser connection open between tests. */
export const PAGE_TEST = { ignore: lacks, sanitizeOps: false, sanitizeResources: false };

let browser: TestBrowser;

/** Starts the browser before the tests of a file, and closes it after them. */
export function useBrowser(): void {
  if (lacks) return;
  Deno.test.beforeAll(async () => {
    await buildStalePage();
    browser = await TestBrowser.start();
  });
  Deno.test.afterAll(() => browser[Symbol.asyncDispose]());
}

/** A server and its visitors. */
export class PageStage implements AsyncDisposable {
  readonly address: string;
  readonly port: number;
  readonly #server: RunningServer | KillableServer;

  constructor(server: RunningServer | KillableServer) {
    this.#server = server;
    this.port = server.port;
    this.address = `http://127.0.0.1:${server.port}/`;
  }

  static async begin(...flags: readonly string[]): Promise<PageStage> {
    return new PageStage(await startServer(flags));
  }

  /** Opens a window and joins the chat. */
  async enter(name: string, options?: VisitOptions): Promise<Visitor> {
    return await (await browser.visit(options)).join(this.address, name);
  }

  /** Opens a window with the page, without joining. */
  async visit(): Promise<Visitor> {
    const visitor = await browser.visit();
    await visitor.page.goto(this.address);
    return visitor;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await browser.leaveAll();
    await this.#server[Symbol.asyncDispose]();
  }
}
