/**
 * Chromium for tests: visitors with windows of their own. It must not know what is tested.
 *
 * @module
 */

import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { missing } from "./real_process.ts";

/** Debian's path. */
const CHROMIUM = "/usr/bin/chromium";

/** Playwright inspects the machine, so it needs every permission. */
const NEEDED = ["read", "write", "env", "run", "net", "sys", "ffi"] as const;

/** Whether there is no Chromium, or this run may not start it. */
export function lacksBrowser(): boolean {
  const mayNot = NEEDED.some((name) => Deno.permissions.querySync({ name }).state !== "granted");
  return mayNot || missing("chromium");
}

/** The options of a visitor's browser. */
export type VisitOptions = BrowserContextOptions;

/** One browser for a test file. */
export class TestBrowser implements AsyncDisposable {
  readonly #browser: Browser;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Starts the browser. */
  static async start(): Promise<TestBrowser> {
    // Imported here, so that a run without a browser does not load it.
    const { chromium } = await import("playwright-core");
    // Tests run as root in containers, where the sandbox of Chromium cannot start.
    return new TestBrowser(
      await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] }),
    );
  }

  /** Opens a window with storage of its own. */
  async visit(options: VisitOptions = {}): Promise<Visitor> {
    const context = await this.#browser.newContext({ locale: "nb-NO", ...options });
    return await Visitor.in(context);
  }

  /** Closes all windows. */
  async leaveAll(): Promise<void> {
    await Promise.all(this.#browser.contexts().map((context) => context.close()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
  }
}

/** A person with the page in a window. */
export class Visitor {
  readonly page: Page;
  /** Errors and warnings from the console. */
  readonly problems: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.problems.push(message.text());
    });
    page.on("pageerror", ({ message }) => this.problems.push(message));
  }

  /** Opens another tab in the same window. */
  static async in(context: BrowserContext): Promise<Visitor> {
    return new Visitor(await context.newPage());
  }

  /** Opens the page and joins. */
  async join(address: string, name: string): Promise<this> {
    await this.page.goto(address);
    await this.page.getByLabel("Navn").fill(name);
    await this.page.getByRole("button", { name: "Bli med" }).click();
    await this.page.getByLabel("Melding").waitFor();
    return this;
  }

  /** Types and sends a text. */
  async say(text: string): Promise<void> {
    await this.page.getByLabel("Melding").fill(text);
    await this.page.keyboard.press("Enter");
  }

  /** Waits until a text is in the log. */
  async untilSaid(text: string): Promise<void> {
    await this.page.getByRole("log").getByText(text, { exact: true }).waitFor();
  }

  /** All texts in the log, oldest first. */
  async texts(): Promise<readonly string[]> {
    return await this.page.locator(".text").allInnerTexts();
  }

  /** Waits until a text is visible on the page. */
  async untilSeen(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).locator("visible=true").first().waitFor();
  }
}
