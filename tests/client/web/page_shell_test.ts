import { assert, assertEquals } from "@std/assert";
import type { ServerFrame } from "../../../actors/protocol/frames.ts";
import { type Drawing, PageShell } from "../../../client/web/page_shell.ts";
import { norwegian } from "../../../client/web/languages/texts_nb.ts";
import { SimulatedBrowser } from "../../support/fakes/simulated_browser.ts";

const kari = { id: "m2", name: "kari", online: true };

class Tested {
  readonly browser: SimulatedBrowser;
  readonly shell: PageShell;
  readonly drawings: Drawing[] = [];

  constructor(kept: ReadonlyMap<string, string> = new Map()) {
    this.browser = new SimulatedBrowser(kept);
    this.shell = new PageShell(
      { texts: norwegian, room: "main", name: "", settings: { notifies: false, receipts: true } },
      this.browser,
      (drawing) => this.drawings.push(drawing),
    );
    this.shell.open();
  }

  get now(): Drawing {
    const drawing = this.drawings.at(-1);
    assert(drawing !== undefined);
    return drawing;
  }

  get transport() {
    return this.browser.transport;
  }

  texts(): readonly string[] {
    return this.now.blocks.flatMap((block) =>
      block.type === "group"
        ? block.messages.map(({ text, progress }) => `${text} ${progress ?? ""}`.trim())
        : []
    );
  }

  /** The server answers a hello. */
  welcome(seq = 0, resumed = false): this {
    this.transport.open();
    this.transport.send({
      type: "welcome",
      version: 1,
      room: "main",
      capacity: 2,
      you: { id: "m1", name: "ola" },
      members: [kari],
      token: "secret",
      seq,
      resumed,
    });
    return this;
  }

  joined(): this {
    this.shell.join(" ola ");
    return this.welcome();
  }

  hears(seq: number, text: string): this {
    this.transport.send({ type: "said", seq, id: `k${seq}`, from: kari, at: "", text });
    return this;
  }

  says(text: string): this {
    this.shell.changeDraft(text);
    this.shell.submit();
    return this;
  }

  receives(frame: ServerFrame): this {
    this.transport.send(frame);
    return this;
  }

  /** The same tab, loaded anew. */
  reloaded(): Tested {
    this.shell.save();
    return new Tested(this.browser.kept);
  }
}

Deno.test("page: asks for a name, and comes in by it", () => {
  const tested = new Tested();
  assertEquals(tested.now.page.stage, "form");
  tested.shell.join("Server");
  assert(tested.now.page.isNameInvalid);
  assertEquals(tested.browser.transports, []);
  tested.joined();
  assertEquals(tested.transport.received[0], {
    type: "hello",
    version: 1,
    name: "ola",
    room: "main",
  });
  assertEquals(tested.now.page.stage, "chat");
  assertEquals(tested.now.view.header.title, "kari");
  assertEquals(
    new Tested(tested.browser.kept).browser.localStorage.get("tospann")?.includes("ola"),
    true,
  );
});

Deno.test("page: tells that the room is full, and tries again", () => {
  const tested = new Tested();
  tested.shell.join("ola");
  tested.transport.open();
  tested.receives({ type: "refused", reason: "room_full", text: "Server: Fullt." });
  assertEquals(tested.now.page.stage, "form");
  assertEquals(tested.now.view.problem?.text, norwegian.problems.room_full);
  assertEquals(tested.now.view.problem?.buttons.map(({ label }) => label), ["Prøv igjen"]);
  tested.shell.solve("rejoin");
  tested.welcome();
  assertEquals(tested.now.page.stage, "chat");
  assertEquals(tested.now.view.problem, undefined);
});

Deno.test("page: says, and shows what becomes of it", () => {
  const tested = new Tested().joined().says("hei\n");
  const { id } = tested.transport.last("say") as { id: string };
  assertEquals(tested.transport.last("say"), { type: "say", id, text: "hei" });
  assertEquals(tested.texts(), ["hei waiting"]);
  assertEquals(tested.now.page.draft, "");
  tested.receives({ type: "accepted", id, seq: 1, at: "", to: 1 });
  assertEquals(tested.texts(), ["hei accepted"]);
  tested.receives({ type: "delivered", seq: 1 });
  tested.receives({ type: "read", seq: 1, from: kari });
  assertEquals(tested.texts(), ["hei read"]);
});

Deno.test("page: leaves in the box what is too long, and says so", () => {
  const tested = new Tested().joined().says("å".repeat(5_000));
  assertEquals(tested.now.page.draft.length, 5_000);
  assertEquals(tested.now.page.hint, norwegian.tooLong(10_000));
  assertEquals(tested.transport.last("say"), undefined);
  tested.shell.changeDraft("å");
  assertEquals(tested.now.page.hint, undefined);
});

Deno.test("page: tells that the person types, and that they stopped", () => {
  const tested = new Tested().joined();
  tested.shell.changeDraft("h");
  assertEquals(tested.transport.last("typing"), { type: "typing", active: true });
  tested.browser.clock.advance(6_000);
  assertEquals(tested.transport.last("typing"), { type: "typing", active: false });
});

Deno.test("page: acks what is drawn, and tells as read only what the person sees", () => {
  const tested = new Tested().joined();
  tested.shell.setAttention({ isFocused: false });
  tested.hears(1, "hei");
  assertEquals(tested.transport.last("ack"), { type: "ack", seq: 1 });
  assertEquals(tested.transport.last("read"), undefined);
  assertEquals(tested.now.view.title, "(1) Tospann");
  tested.shell.setAttention({ isFocused: true });
  assertEquals(tested.transport.last("read"), { type: "read", seq: 1 });
  assertEquals(tested.now.view.title, "Tospann");
  tested.shell.setAttention({ isAtEnd: false });
  tested.hears(2, "du");
  assertEquals(tested.now.page.unread, 1);
  assertEquals(tested.transport.last("read"), { type: "read", seq: 1 });
  tested.shell.changeSettings({ receipts: false });
  tested.shell.setAttention({ isAtEnd: true });
  assertEquals(tested.transport.last("read"), { type: "read", seq: 1 });
});

Deno.test("page: notifies only whom wants it and looks elsewhere, and gives up where it may not", async () => {
  const tested = new Tested().joined();
  tested.shell.setAttention({ isFocused: false });
  tested.hears(1, "a");
  assertEquals(tested.browser.notified, []);
  tested.shell.changeSettings({ notifies: true });
  tested.hears(2, "b");
  assertEquals(tested.browser.notified, ["kari: b"]);
  tested.browser.allowsNotifying = false;
  tested.says("/varsel").says("/varsel");
  await Promise.resolve();
  assertEquals(tested.now.page.settings.notifies, false);
  assert(tested.now.page.cannotNotify);
});

Deno.test("page: takes its seat back when the connection is lost, and says what waited", () => {
  const tested = new Tested().joined().hears(1, "hei");
  tested.transport.close();
  tested.says("er du der?");
  assertEquals(tested.now.view.banner?.text, norwegian.disconnected);
  assert(tested.now.view.banner?.detail.includes("1 melding venter"));
  tested.browser.clock.advance(0);
  tested.transport.close();
  assert(
    tested.now.view.banner?.detail.includes("Prøver igjen om 1 s"),
    tested.now.view.banner?.detail,
  );
  const tries = tested.browser.transports.length;
  tested.shell.retry();
  assertEquals(tested.browser.transports.length, tries + 1);
  tested.welcome(1, true);
  assertEquals(tested.transport.received[0], {
    type: "hello",
    version: 1,
    name: "ola",
    room: "main",
    resume: { token: "secret", seq: 1 },
  });
  assertEquals((tested.transport.last("say") as { text: string }).text, "er du der?");
  assertEquals(tested.now.view.banner, undefined);
  assertEquals(tested.now.view.announcement, norwegian.reconnected);
});

Deno.test("page: is where it was when it is loaded anew", () => {
  const before = new Tested().joined().hears(1, "hei").says("hallo");
  const { id } = before.transport.last("say") as { id: string };
  const after = before.reloaded();
  assertEquals(after.now.page.stage, "chat");
  assertEquals(after.texts(), ["hei", "hallo waiting"]);
  after.welcome(1, true);
  assertEquals((after.transport.last("say") as { id: string }).id, id);
  after.receives({ type: "accepted", id, seq: 2, at: "", to: 1 }).hears(3, "der");
  assertEquals(after.texts(), ["hei", "hallo accepted", "der"]);
});

Deno.test("page: says again what was not accepted, also where the log was not kept", () => {
  const before = new Tested().joined().says("hallo");
  before.shell.save();
  before.browser.sessionStorage.set("tospann.log.main", undefined);
  assertEquals(new Tested(before.browser.kept).texts(), ["hallo waiting"]);
});

Deno.test("page: lets another tab have the seat, and takes it back only when asked", () => {
  const tested = new Tested().joined().hears(1, "hei");
  tested.browser.clock.advance(60_000);
  tested.receives({ type: "closing", reason: "replaced", text: "Server: Brukt." });
  assertEquals(tested.now.view.problem?.text, norwegian.problems.replaced);
  assertEquals(tested.reloaded().now.page.stage, "form");
  tested.shell.solve("rejoin");
  tested.welcome(1, true);
  assertEquals((tested.transport.received[0] as { resume: unknown }).resume, {
    token: "secret",
    seq: 1,
  });
  assertEquals(tested.texts(), ["hei"]);
});

Deno.test("page: a stopped server is tried again with the same seat", () => {
  const tested = new Tested().joined().hears(1, "hei");
  tested.receives({ type: "closing", reason: "stopping", text: "Server: Slutt." });
  assertEquals(tested.now.view.problem?.text, norwegian.problems.stopping);
  tested.shell.solve("rejoin");
  assertEquals(tested.now.view.banner?.text, norwegian.connecting);
  tested.transport.close();
  assertEquals(tested.now.view.problem?.text, norwegian.problems.unreachable);
  tested.shell.solve("rejoin");
  tested.welcome(1, true);
  assertEquals(tested.texts(), ["hei"]);
});

Deno.test("page: who was thrown out begins anew", () => {
  const tested = new Tested().joined().hears(1, "hei");
  tested.receives({ type: "closing", reason: "kicked", text: "Server: Ut." });
  assertEquals(tested.now.view.problem?.buttons.map(({ action }) => action), ["startOver"]);
  assertEquals(tested.reloaded().now.page.stage, "form");
  tested.shell.solve("startOver");
  assertEquals(tested.now.page.stage, "form");
  assertEquals(tested.now.blocks, []);
  assertEquals(tested.reloaded().now.page.stage, "form");
});

Deno.test("page: leaves with a goodbye, and nothing of the talk stays", () => {
  const tested = new Tested().joined().hears(1, "hei").says("avslutt");
  assertEquals(tested.transport.last("leave"), { type: "leave" });
  tested.transport.close();
  assertEquals(tested.now.page.stage, "form");
  assertEquals(tested.now.view.problem?.text, norwegian.problems.left);
  assertEquals(tested.now.blocks, []);
  assertEquals([...tested.browser.kept.keys()], ["home tospann"]);
  assertEquals(tested.browser.clock.waiting, 0);
});

Deno.test("page: answers commands in the log, and clears it", () => {
  const tested = new Tested().joined().hears(1, "hei").says("/hvem").says("/hjlp");
  const notices = tested.now.blocks.flatMap((block) => block.type === "notice" ? block.lines : []);
  assertEquals(notices, [
    "Her er ola (deg) og kari.",
    "Ukjent kommando: /hjlp. Mente du /hjelp? Ingenting ble sendt.",
  ]);
  tested.says("/tøm");
  assertEquals(tested.now.blocks, []);
});

Deno.test("page: lays the log out anew only when there is something new", () => {
  const tested = new Tested().joined().hears(1, "hei");
  const { blocks: talk } = tested.now;
  tested.shell.changeDraft("h");
  assert(tested.now.blocks === talk);
  tested.hears(2, "du");
  assert(tested.now.blocks !== talk);
});
