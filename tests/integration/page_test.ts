/**
 * The page in a real browser, with a real server.
 *
 * @module
 */

/// <reference lib="dom" />

import { assertEquals, assertStringIncludes } from "@std/assert";
import { Visitor } from "../support/processes/browser.ts";
import { KillableServer } from "../support/chaos/killable_server.ts";
import { PAGE_TEST, PageStage, useBrowser } from "../support/processes/page_stage.ts";
import { RealClient } from "../support/processes/real_client.ts";
import { startTospann } from "../support/processes/real_process.ts";

useBrowser();

Deno.test(
  "page: two people chat, see progress and typing, and the console stays empty",
  PAGE_TEST,
  async () => {
    await using stage = await PageStage.begin();
    const ola = await stage.enter("ola");
    await ola.untilSeen("Ingen andre er her ennå");
    const kari = await stage.enter("kari");
    await ola.untilSeen("kari kom inn");
    await ola.say("hei");
    await kari.untilSaid("hei");
    await ola.page.getByText("Lest", { exact: true }).waitFor({ state: "attached" });
    await kari.page.keyboard.type("og");
    await ola.untilSeen("kari skriver");
    await kari.page.keyboard.press("Shift+Enter");
    await kari.page.keyboard.type("hallo");
    await kari.page.keyboard.press("Enter");
    await ola.untilSaid("og\nhallo");
    assertEquals(await kari.texts(), ["hei", "og\nhallo"]);
    assertEquals([...ola.problems, ...kari.problems], []);
  },
);

Deno.test(
  "page: shows markup as text, and enforces its Content-Security-Policy",
  PAGE_TEST,
  async () => {
    await using stage = await PageStage.begin();
    const ola = await stage.enter("<b>ola</b>");
    const kari = await stage.enter("kari");
    const markup = `<img src=x onerror="document.title='ute'"><script>alert(1)</script>`;
    await ola.say(markup);
    await ola.say("javascript:alert(1) http://a.example/<b>");
    await kari.untilSaid(markup);
    await kari.untilSeen("<b>ola</b>");
    assertEquals(await kari.page.locator("img, .text b, .text script").count(), 0);
    const links = kari.page.locator("a");
    await links.first().waitFor();
    assertEquals(await links.count(), 1);
    assertEquals(await links.getAttribute("href"), "http://a.example/");
    assertEquals(await links.getAttribute("rel"), "noopener noreferrer");
    assertEquals(await kari.page.title(), "Tospann");
    assertEquals(kari.problems, []);
    const ran = await kari.page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "document.title = 'ute'";
      document.body.append(script);
      return document.title;
    });
    assertEquals(ran, "Tospann");
    assertStringIncludes(kari.problems.join("\n"), "Content Security Policy");
  },
);

Deno.test("page: chats with nc", PAGE_TEST, async () => {
  await using stage = await PageStage.begin();
  using plain = await RealClient.connect(stage.port);
  await plain.send("per: hei\n");
  const ola = await stage.enter("ola");
  await plain.received.until("Bruker ola har koblet seg til.");
  await plain.send("per: der er du\n");
  await ola.untilSaid("der er du");
  await ola.say("en\nto");
  await plain.received.until("ola: en\nola: to\n");
});

Deno.test("page: chats with the terminal client", PAGE_TEST, async () => {
  await using stage = await PageStage.begin();
  const ola = await stage.enter("ola");
  await using kari = await startTospann("client", [
    `127.0.0.1:${stage.port}`,
    "--name",
    "kari",
  ]);
  await ola.untilSeen("kari kom inn");
  await kari.type("hei fra terminalen\n");
  await ola.untilSaid("hei fra terminalen");
  await ola.say("hei fra siden");
  await kari.output.until("ola: hei fra siden");
  await kari.endInput();
  assertEquals((await kari.status).code, 0);
  await ola.untilSeen("kari gikk");
});

Deno.test("page: a preconnect of the browser takes no seat", PAGE_TEST, async () => {
  await using stage = await PageStage.begin();
  const ola = await stage.visit();
  using _preconnect = await RealClient.connect(stage.port);
  using _another = await RealClient.connect(stage.port);
  await ola.join(stage.address, "ola");
  const kari = await stage.enter("kari");
  await kari.say("her er plass");
  await ola.untilSaid("her er plass");
});

Deno.test(
  "page: a third person is refused, and can retry once there is room",
  PAGE_TEST,
  async () => {
    await using stage = await PageStage.begin();
    const ola = await stage.enter("ola");
    await stage.enter("kari");
    const per = await stage.visit();
    await per.page.getByLabel("Navn").fill("per");
    await per.page.keyboard.press("Enter");
    await per.untilSeen("Rommet er fullt. Prøv igjen når noen har gått.");
    await ola.say("/avslutt");
    await ola.untilSeen("Du har gått ut.");
    await per.page.getByRole("button", { name: "Prøv igjen" }).click();
    await per.page.getByLabel("Melding").waitFor();
  },
);

Deno.test("page: a reload keeps seat and log", PAGE_TEST, async () => {
  await using stage = await PageStage.begin();
  const ola = await stage.enter("ola");
  const kari = await stage.enter("kari");
  await ola.say("en");
  await kari.untilSaid("en");
  await kari.say("to");
  await ola.untilSaid("to");
  await ola.page.reload();
  await ola.untilSaid("to");
  await ola.say("tre");
  await kari.untilSaid("tre");
  await kari.say("fire");
  await ola.untilSaid("fire");
  assertEquals(await ola.texts(), ["en", "to", "tre", "fire"]);
  assertEquals(await kari.texts(), ["en", "to", "tre", "fire"]);
  await kari.untilSeen("ola er tilbake");
  assertEquals(ola.problems, []);
});

Deno.test("page: goes on after the server was killed and restarted", PAGE_TEST, async () => {
  const data = await Deno.makeTempDir();
  const server = await KillableServer.start("--data", data);
  await using stage = new PageStage(server);
  const ola = await stage.enter("ola");
  const kari = await stage.enter("kari");
  await ola.say("før");
  await kari.untilSaid("før");
  // Wait until it is read: an unaccepted text would count as waiting too.
  await ola.page.getByText("Lest", { exact: true }).waitFor({ state: "attached" });
  await server.kill();
  await ola.untilSeen("Ingen forbindelse.");
  await ola.say("imens");
  await ola.untilSeen("1 melding venter.");
  await server.restart();
  await ola.page.getByRole("button", { name: "Prøv nå" }).click({ timeout: 2_000 }).catch(() => {});
  await kari.untilSaid("imens");
  await kari.say("etter");
  await ola.untilSaid("etter");
  assertEquals(await kari.texts(), ["før", "imens", "etter"]);
  await Deno.remove(data, { recursive: true });
});

Deno.test(
  "page: two tabs are two people, but a copied tab takes over the seat",
  PAGE_TEST,
  async () => {
    await using stage = await PageStage.begin("--capacity", "3");
    const ola = await stage.enter("ola");
    const context = ola.page.context();
    const other = await Visitor.in(context);
    await other.page.goto(stage.address);
    assertEquals(await other.page.getByLabel("Navn").inputValue(), "ola");
    await other.page.keyboard.press("Enter");
    await other.page.getByLabel("Melding").waitFor();
    await ola.untilSeen("ola 2 kom inn");

    const stored = await ola.page.evaluate(() => JSON.stringify(sessionStorage));
    const copy = await Visitor.in(context);
    await copy.page.addInitScript((stored) => {
      if (sessionStorage.length === 0) Object.assign(sessionStorage, JSON.parse(stored));
    }, stored);
    await copy.page.goto(stage.address);
    await copy.page.getByLabel("Melding").waitFor();
    await ola.untilSeen("Du fortsatte i en annen fane.");
    await copy.say("herfra");
    await other.untilSaid("herfra");
    await ola.page.getByRole("button", { name: "Fortsett her" }).click();
    await ola.page.getByLabel("Melding").waitFor();
    await copy.untilSeen("Du fortsatte i en annen fane.");
    await ola.say("og her");
    await other.untilSaid("og her");
  },
);
