/**
 * Brings the page into each of its states by a mock server, for screenshots and accessibility
 * checks.
 *
 * @module
 */

import type { WebSocketRoute } from "playwright-core";
import type { ServerFrame } from "../../../actors/protocol/frames.ts";
import type { TestBrowser, VisitOptions, Visitor } from "./browser.ts";

/** The address of the mock server; a reserved name (RFC 2606). */
const ADDRESS = "http://tospann.example/";

const DIST = new URL("../../../client/web/dist/", import.meta.url);

/** The time on the page. */
const NOW = Date.parse("2026-11-23T12:34:00+01:00");

/** A state that the page can be in. */
export type PageState = keyof typeof STATES;

const you = { id: "m1", name: "Ola" };
const kari = { id: "m2", name: "Kari", online: true };

/** A mock server, behind the routes of Playwright. */
class MockServer {
  readonly visitor: Visitor;
  #route: WebSocketRoute | undefined;
  #seq = 0;
  /** Answers a hello. */
  onHello: () => void = () => this.welcome();

  constructor(visitor: Visitor) {
    this.visitor = visitor;
  }

  async open(): Promise<void> {
    const { page } = this.visitor;
    await page.clock.setFixedTime(NOW);
    await page.route(`${ADDRESS}**`, async (route) => {
      const name = new URL(route.request().url()).pathname.slice(1) || "index.html";
      await route.fulfill({
        body: await Deno.readTextFile(new URL(name, DIST)),
        contentType: name.endsWith(".html") ? "text/html" : "image/svg+xml",
      });
    });
    await page.routeWebSocket(/\/ws$/, (route) => {
      this.#route = route;
      route.onMessage((message) => {
        const frame = JSON.parse(String(message));
        if (frame.type === "hello") this.onHello();
        if (frame.type === "say") {
          this.send({ ...this.#next(), type: "accepted", id: frame.id, to: 1 });
        }
      });
    });
    await page.goto(ADDRESS);
  }

  async join(): Promise<void> {
    const { page } = this.visitor;
    await page.getByLabel("Navn").fill(you.name);
    await page.keyboard.press("Enter");
  }

  welcome(members = [kari]): void {
    this.send({
      type: "welcome",
      version: 1,
      room: "main",
      capacity: 2,
      you,
      members,
      token: "t",
      seq: this.#seq,
      resumed: false,
    });
  }

  says(text: string, minutesAgo = 0): void {
    const { seq, at } = this.#next(minutesAgo);
    this.send({ type: "said", seq, at, id: `k${seq}`, from: kari, text });
  }

  lose(): void {
    const until = new Date(NOW + 120_000).toISOString();
    this.send({ type: "lost", ...this.#next(), member: { ...kari, online: false }, until });
  }

  /** Reports the progress of all texts so far. */
  sendProgress(type: "delivered" | "read"): void {
    if (type === "read") this.send({ type, seq: this.#seq, from: kari });
    else this.send({ type, seq: this.#seq });
  }

  send(frame: ServerFrame): void {
    this.#route?.send(JSON.stringify(frame));
  }

  async close(): Promise<void> {
    await this.#route?.close();
  }

  #next(minutesAgo = 0): { readonly seq: number; readonly at: string } {
    this.#seq++;
    return { seq: this.#seq, at: new Date(NOW - minutesAgo * 60_000).toISOString() };
  }
}

async function chat(server: MockServer): Promise<void> {
  const { visitor } = server;
  await server.join();
  await visitor.untilSeen("her nå · Rommet main");
  server.says("Hei! Kom du deg hjem i går?", 60 * 14);
  server.says("Det så ut til å bli litt av et vær utover kvelden.", 60 * 14 - 1);
  server.says("God morgen 👋", 12);
  await visitor.untilSaid("God morgen 👋");
  await visitor.say("God morgen! Ja da, tok siste båten over.");
  await visitor.say(
    "Fant forresten kartet du spurte etter:\nhttps://example.org/kart/fjorden?lag=båt",
  );
  await visitor.page.getByText("Sendt").nth(1).waitFor({ state: "attached" });
  server.sendProgress("delivered");
  server.sendProgress("read");
  server.says("Åh, så fint! Det er akkurat den ruta jeg tenkte på.");
  server.says(
    "Skal vi ta den på lørdag? Jeg kan ta med kaffe, hvis du har plass til sykkelen min i båten.",
  );
  await visitor.untilSaid("Åh, så fint! Det er akkurat den ruta jeg tenkte på.");
  await visitor.say("Gjerne. Det er plass.");
  await visitor.page.getByText("Sendt").waitFor({ state: "attached" });
  server.sendProgress("delivered");
  await visitor.page.getByText("Levert").waitFor({ state: "attached" });
}

const STATES = {
  join: async () => {},
  alone: async (server: MockServer) => {
    server.onHello = () => server.welcome([]);
    await server.join();
    await server.visitor.untilSeen("Kopier lenken");
  },
  talking: chat,
  typing: async (server: MockServer) => {
    await chat(server);
    server.send({ type: "typing", from: kari, active: true });
    await server.visitor.untilSeen("Kari skriver");
    await server.visitor.page.getByLabel("Melding").fill("Da sier vi det");
  },
  away: async (server: MockServer) => {
    await chat(server);
    server.lose();
    await server.visitor.untilSeen(/borte, plassen holdes til/);
  },
  reconnecting: async (server: MockServer) => {
    await chat(server);
    server.onHello = () => void server.close();
    await server.close();
    await server.visitor.untilSeen("Ingen forbindelse.");
    await server.visitor.say("Er du der?");
    await server.visitor.untilSeen(/Prøver igjen om [2-9] s/);
  },
  menu: async (server: MockServer) => {
    await chat(server);
    await server.visitor.page.getByRole("button", { name: "Valg" }).click();
    await server.visitor.untilSeen("Gå ut");
  },
  full: async (server: MockServer) => {
    server.onHello = () =>
      server.send({ type: "refused", reason: "room_full", text: "Server: Fullt." });
    await server.join();
    await server.visitor.untilSeen(/Rommet er fullt/);
  },
  stopped: async (server: MockServer) => {
    await chat(server);
    server.send({ type: "closing", reason: "stopping", text: "Server: Slutt." });
    await server.visitor.untilSeen(/Serveren er stoppet/);
  },
  replaced: async (server: MockServer) => {
    await chat(server);
    server.send({ type: "closing", reason: "replaced", text: "Server: Brukt." });
    await server.visitor.untilSeen(/annen fane/);
  },
  error: async (server: MockServer) => {
    await chat(server);
    await server.visitor.say("/hjlp");
    await server.visitor.untilSeen(/Ukjent kommando/);
    await server.visitor.page.getByLabel("Melding").fill(`Mye å si …${" ".repeat(9_000)}og slutt.`);
    await server.visitor.page.keyboard.press("Enter");
    await server.visitor.untilSeen(/For lang/);
  },
};

/** All states. */
// Object.keys loses the type of the keys.
export const PAGE_STATES = Object.keys(STATES) as readonly PageState[];

/** Opens the page and brings it into a state. */
export async function visitState(
  browser: TestBrowser,
  state: PageState,
  options: VisitOptions,
): Promise<Visitor> {
  const visitor = await browser.visit({ timezoneId: "Europe/Oslo", ...options });
  const server = new MockServer(visitor);
  await server.open();
  await STATES[state](server);
  return visitor;
}
