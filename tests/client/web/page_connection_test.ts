import { assert, assertEquals } from "@std/assert";
import { norwegian } from "../../../client/web/languages/texts_nb.ts";
import { TestPage } from "../../support/fakes/test_page.ts";

Deno.test("page: joins by a valid name only", () => {
  const test = new TestPage();
  assertEquals(test.now.page.stage, "form");
  test.shell.join("Server");
  assert(test.now.page.isNameInvalid);
  assertEquals(test.browser.transports, []);
  test.joined();
  assertEquals(test.transport.received[0], {
    type: "hello",
    version: 1,
    name: "ola",
    room: "main",
  });
  assertEquals(test.now.page.stage, "chat");
  assertEquals(test.now.view.header.title, "kari");
  assertEquals(
    new TestPage(test.browser.storage).browser.localStorage.get("tospann")?.includes("ola"),
    true,
  );
});

Deno.test("page: can retry when the room is full", () => {
  const test = new TestPage();
  test.shell.join("ola");
  test.transport.open();
  test.receives({ type: "refused", reason: "room_full", text: "Server: Fullt." });
  assertEquals(test.now.page.stage, "form");
  assertEquals(test.now.view.problem?.text, norwegian.problems.room_full);
  assertEquals(test.now.view.problem?.buttons.map(({ label }) => label), ["Prøv igjen"]);
  test.shell.solve("rejoin");
  test.welcome();
  assertEquals(test.now.page.stage, "chat");
  assertEquals(test.now.view.problem, undefined);
});

Deno.test("page: reconnects to its seat, and sends what waited", () => {
  const test = new TestPage().joined().hears(1, "hei");
  test.transport.close();
  test.says("er du der?");
  assertEquals(test.now.view.banner?.text, norwegian.disconnected);
  assert(test.now.view.banner?.detail.includes("1 melding venter"));
  test.browser.clock.advance(0);
  test.transport.close();
  assert(
    test.now.view.banner?.detail.includes("Prøver igjen om 1 s"),
    test.now.view.banner?.detail,
  );
  const tries = test.browser.transports.length;
  test.shell.retry();
  assertEquals(test.browser.transports.length, tries + 1);
  test.welcome(1, true);
  assertEquals(test.transport.received[0], {
    type: "hello",
    version: 1,
    name: "ola",
    room: "main",
    resume: { token: "secret", seq: 1 },
  });
  assertEquals((test.transport.last("say") as { text: string }).text, "er du der?");
  assertEquals(test.now.view.banner, undefined);
  assertEquals(test.now.view.announcement, norwegian.reconnected);
});

Deno.test("page: a reload restores seat, log, and unaccepted texts", () => {
  const before = new TestPage().joined().hears(1, "hei").says("hallo");
  const { id } = before.transport.last("say") as { id: string };
  const after = before.reloaded();
  assertEquals(after.now.page.stage, "chat");
  assertEquals(after.texts(), ["hei", "hallo waiting"]);
  after.welcome(1, true);
  assertEquals((after.transport.last("say") as { id: string }).id, id);
  after.receives({ type: "accepted", id, seq: 2, at: "", to: 1 }).hears(3, "der");
  assertEquals(after.texts(), ["hei", "hallo accepted", "der"]);
});

Deno.test("page: a reload without a saved log still sends the unaccepted texts", () => {
  const before = new TestPage().joined().says("hallo");
  before.shell.save();
  before.browser.sessionStorage.set("tospann.log.main", undefined);
  assertEquals(new TestPage(before.browser.storage).texts(), ["hallo waiting"]);
});

Deno.test("page: gives its seat to another tab, and takes it back only on request", () => {
  const test = new TestPage().joined().hears(1, "hei");
  test.browser.clock.advance(60_000);
  test.receives({ type: "closing", reason: "replaced", text: "Server: Brukt." });
  assertEquals(test.now.view.problem?.text, norwegian.problems.replaced);
  assertEquals(test.reloaded().now.page.stage, "form");
  test.shell.solve("rejoin");
  test.welcome(1, true);
  assertEquals((test.transport.received[0] as { resume: unknown }).resume, {
    token: "secret",
    seq: 1,
  });
  assertEquals(test.texts(), ["hei"]);
});

Deno.test("page: rejoins a restarted server with the same seat", () => {
  const test = new TestPage().joined().hears(1, "hei");
  test.receives({ type: "closing", reason: "stopping", text: "Server: Slutt." });
  assertEquals(test.now.view.problem?.text, norwegian.problems.stopping);
  test.shell.solve("rejoin");
  assertEquals(test.now.view.banner?.text, norwegian.connecting);
  test.transport.close();
  assertEquals(test.now.view.problem?.text, norwegian.problems.unreachable);
  test.shell.solve("rejoin");
  test.welcome(1, true);
  assertEquals(test.texts(), ["hei"]);
});

Deno.test("page: starts over after a kick", () => {
  const test = new TestPage().joined().hears(1, "hei");
  test.receives({ type: "closing", reason: "kicked", text: "Server: Ut." });
  assertEquals(test.now.view.problem?.buttons.map(({ action }) => action), ["startOver"]);
  assertEquals(test.reloaded().now.page.stage, "form");
  test.shell.solve("startOver");
  assertEquals(test.now.page.stage, "form");
  assertEquals(test.now.blocks, []);
  assertEquals(test.reloaded().now.page.stage, "form");
});

Deno.test("page: leaves with a goodbye, and keeps nothing of the chat", () => {
  const test = new TestPage().joined().hears(1, "hei").says("avslutt");
  assertEquals(test.transport.last("leave"), { type: "leave" });
  test.transport.close();
  assertEquals(test.now.page.stage, "form");
  assertEquals(test.now.view.problem?.text, norwegian.problems.left);
  assertEquals(test.now.blocks, []);
  assertEquals([...test.browser.storage.keys()], ["home tospann"]);
  assertEquals(test.browser.clock.waiting, 0);
});
