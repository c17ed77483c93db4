/**
 * A server, and people who come in there with a browser: what the page's tests share. Their browser is started once.
 *
 * @module
 */

import { buildStalePage } from "../../../client/web/build.ts";
import { lacksBrowser, TestBrowser, type VisitOptions, type Visitor } from "./browser.ts";
import type { KillableServer } from "../chaos/killable_server.ts";
import { type RunningServer, startServer } from "./real_process.ts";

const lacks = lacksBrowser();
if (lacks) console.warn("The page is not tested here: that takes chromium, and deno test -A.");

/** For each test: Playwright keeps a connection to its browser between tests, and Chromium its own processes. */
export const PAGE_TEST = { ignore: lacks, sanitizeOps: false, sanitizeResources: false };

let browser: TestBrowser;

/** Starts the browser before a file's tests, and ends it behind them. */
export function useBrowser(): void {
  if (lacks) return;
  Deno.test.beforeAll(async () => {
    await buildStalePage();
    browser = await TestBrowser.start();
  });
  Deno.test.afterAll(() => browser[Symbol.asyncDispose]());
}

/** A server, and people who come in there. */
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

  /** Somebody in the chat, with a browser of their own. */
  async enter(name: string, options?: VisitOptions): Promise<Visitor> {
    return await (await browser.visit(options)).join(this.address, name);
  }

  /** Somebody who has only opened the page. */
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
