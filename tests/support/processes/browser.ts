/**
 * Debian's Chromium, as a test needs it: people with windows, each of whom sees a page. It must not know what is tested.
 *
 * @module
 */

import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { missing } from "./real_process.ts";

/** Where Debian has it. */
const CHROMIUM = "/usr/bin/chromium";

/** Playwright looks at all there is of a machine, also where nothing but `deno test -A` lets it. */
const NEEDED = ["read", "write", "env", "run", "net", "sys", "ffi"] as const;

/** Whether there is no browser to test in, or this run may not start one. */
export function lacksBrowser(): boolean {
  const mayNot = NEEDED.some((name) => Deno.permissions.querySync({ name }).state !== "granted");
  return mayNot || missing("chromium");
}

/** What a person's browser is like. */
export type VisitOptions = BrowserContextOptions;

/** A test's own browser. */
export class TestBrowser implements AsyncDisposable {
  readonly #browser: Browser;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Starts it. */
  static async start(): Promise<TestBrowser> {
    // Only here: a run without a browser is not to load it.
    const { chromium } = await import("playwright-core");
    // Tests run as root in containers, where Chromium has no sandbox of its own.
    return new TestBrowser(
      await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] }),
    );
  }

  /** A person with a window of their own, and nothing that any other person's browser remembers. */
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

/** A person at a page. */
export class Visitor {
  readonly page: Page;
  /** What the page complained of. */
  readonly complaints: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.complaints.push(message.text());
    });
    page.on("pageerror", ({ message }) => this.complaints.push(message));
  }

  /** One more tab of the same browser. */
  static async in(context: BrowserContext): Promise<Visitor> {
    return new Visitor(await context.newPage());
  }

  /** Opens the page and comes in. */
  async join(address: string, name: string): Promise<this> {
    await this.page.goto(address);
    await this.page.getByLabel("Navn").fill(name);
    await this.page.getByRole("button", { name: "Bli med" }).click();
    await this.page.getByLabel("Melding").waitFor();
    return this;
  }

  /** Says something, by keyboard. */
  async say(text: string): Promise<void> {
    await this.page.getByLabel("Melding").fill(text);
    await this.page.keyboard.press("Enter");
  }

  /** Waits until a text stands in the log. */
  async untilSaid(text: string): Promise<void> {
    await this.page.getByRole("log").getByText(text, { exact: true }).waitFor();
  }

  /** All texts in the log, oldest first. */
  async texts(): Promise<readonly string[]> {
    return await this.page.locator(".text").allInnerTexts();
  }

  /** What stands on the page. */
  async untilSeen(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).locator("visible=true").first().waitFor();
  }
}
