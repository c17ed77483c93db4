/**
 * Scrolling, screen readers, and the keyboard on the page, in a real browser.
 *
 * @module
 */

/// <reference lib="dom" />

import { assert, assertEquals } from "@std/assert";
import { PAGE_TEST, PageStage, useBrowser } from "../support/processes/page_stage.ts";

useBrowser();

Deno.test("page: keeps the scroll position, and counts new messages", PAGE_TEST, async () => {
  await using stage = await PageStage.begin();
  const ola = await stage.enter("ola", { viewport: { width: 320, height: 480 } });
  const kari = await stage.enter("kari");
  for (let i = 1; i <= 30; i++) await kari.say(`nummer ${i}`);
  await ola.untilSaid("nummer 30");
  const log = ola.page.getByRole("log");
  const fromEnd = () => log.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
  assert(await fromEnd() < 2);
  await log.focus();
  await ola.page.keyboard.press("Home");
  await ola.untilSeen("Til det nyeste");
  await kari.say("ny");
  await ola.untilSeen("1 ny melding");
  assertEquals(await ola.page.title(), "(1) Tospann");
  await ola.page.getByRole("button", { name: "1 ny melding" }).click();
  await ola.page.getByText("1 ny melding").waitFor({ state: "detached" });
  assert(await fromEnd() < 2);
  assertEquals(await ola.page.title(), "Tospann");
});

Deno.test("page: announces each new message once, and no old one", PAGE_TEST, async () => {
  await using stage = await PageStage.begin();
  const ola = await stage.enter("ola");
  const kari = await stage.enter("kari");
  await kari.say("en");
  await ola.untilSaid("en");
  await ola.page.reload();
  await ola.untilSaid("en");
  await ola.page.locator("[role=log][aria-live=polite]").waitFor();
  const log = ola.page.getByRole("log");
  const added = await log.evaluateHandle((log) => {
    const added: string[] = [];
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) added.push(node.textContent ?? "");
      }
    }).observe(log, { childList: true, subtree: true });
    return added;
  });
  await kari.say("to");
  await ola.untilSaid("to");
  await kari.say("tre");
  await ola.untilSaid("tre");
  const texts = await added.jsonValue();
  const count = (text: string) => texts.filter((added) => added.includes(`kari: ${text}`)).length;
  assertEquals([count("en"), count("to"), count("tre")], [0, 1, 1]);
});

Deno.test(
  "page: works by keyboard alone, with the focus where it is needed",
  PAGE_TEST,
  async () => {
    await using stage = await PageStage.begin();
    const ola = await stage.visit();
    await ola.page.keyboard.type("ola");
    await ola.page.keyboard.press("Enter");
    await ola.page.getByLabel("Melding").waitFor();
    await ola.page.keyboard.type("hei");
    await ola.page.keyboard.press("Enter");
    await ola.untilSaid("hei");
    const button = ola.page.getByRole("button", { name: "Valg" });
    while (!await button.evaluate((it) => it === document.activeElement)) {
      await ola.page.keyboard.press("Shift+Tab");
    }
    await ola.page.keyboard.press("Enter");
    await ola.page.keyboard.press("Tab");
    await ola.page.keyboard.press("Tab");
    await ola.page.keyboard.press("Space");
    assertEquals(await ola.page.getByLabel("Vis at jeg har lest").isChecked(), false);
    await ola.page.keyboard.press("Tab");
    await ola.page.keyboard.press("Enter");
    await ola.untilSeen("Du har gått ut.");
    assertEquals(await ola.page.evaluate(() => document.activeElement?.id), "name");
  },
);
