import { assert, assertEquals } from "@std/assert";
import { norwegian } from "../../../client/web/languages/texts_nb.ts";
import { kari, TestPage } from "../../support/fakes/test_page.ts";

Deno.test("page: sends a text, and shows its progress", () => {
  const test = new TestPage().joined().says("hei\n");
  const { id } = test.transport.last("say") as { id: string };
  assertEquals(test.transport.last("say"), { type: "say", id, text: "hei" });
  assertEquals(test.texts(), ["hei waiting"]);
  assertEquals(test.now.page.draft, "");
  test.receives({ type: "accepted", id, seq: 1, at: "", to: 1 });
  assertEquals(test.texts(), ["hei accepted"]);
  test.receives({ type: "delivered", seq: 1 });
  test.receives({ type: "read", seq: 1, from: kari });
  assertEquals(test.texts(), ["hei read"]);
});

Deno.test("page: keeps a draft that is too long, with a hint", () => {
  const test = new TestPage().joined().says("å".repeat(5_000));
  assertEquals(test.now.page.draft.length, 5_000);
  assertEquals(test.now.page.hint, norwegian.tooLong(10_000));
  assertEquals(test.transport.last("say"), undefined);
  test.shell.changeDraft("å");
  assertEquals(test.now.page.hint, undefined);
});

Deno.test("page: reports when the person starts and stops typing", () => {
  const test = new TestPage().joined();
  test.shell.changeDraft("h");
  assertEquals(test.transport.last("typing"), { type: "typing", active: true });
  test.browser.clock.advance(6_000);
  assertEquals(test.transport.last("typing"), { type: "typing", active: false });
});

Deno.test("page: acks what is drawn, and marks as read only what the person sees", () => {
  const test = new TestPage().joined();
  test.shell.setAttention({ isFocused: false });
  test.hears(1, "hei");
  assertEquals(test.transport.last("ack"), { type: "ack", seq: 1 });
  assertEquals(test.transport.last("read"), undefined);
  assertEquals(test.now.view.title, "(1) Tospann");
  test.shell.setAttention({ isFocused: true });
  assertEquals(test.transport.last("read"), { type: "read", seq: 1 });
  assertEquals(test.now.view.title, "Tospann");
  test.shell.setAttention({ isAtEnd: false });
  test.hears(2, "du");
  assertEquals(test.now.page.unread, 1);
  assertEquals(test.transport.last("read"), { type: "read", seq: 1 });
  test.shell.changeSettings({ receipts: false });
  test.shell.setAttention({ isAtEnd: true });
  assertEquals(test.transport.last("read"), { type: "read", seq: 1 });
});

Deno.test("page: notifies an absent person on request, unless notifications are denied", async () => {
  const test = new TestPage().joined();
  test.shell.setAttention({ isFocused: false });
  test.hears(1, "a");
  assertEquals(test.browser.notified, []);
  test.shell.changeSettings({ notifies: true });
  test.hears(2, "b");
  assertEquals(test.browser.notified, ["kari: b"]);
  test.browser.allowsNotifications = false;
  test.says("/varsel").says("/varsel");
  await Promise.resolve();
  assertEquals(test.now.page.settings.notifies, false);
  assert(test.now.page.cannotNotify);
});

Deno.test("page: answers commands in the log, and clears it", () => {
  const test = new TestPage().joined().hears(1, "hei").says("/hvem").says("/hjlp");
  const notices = test.now.blocks.flatMap((block) => block.type === "notice" ? block.lines : []);
  assertEquals(notices, [
    "Her er ola (deg) og kari.",
    "Ukjent kommando: /hjlp. Mente du /hjelp? Ingenting ble sendt.",
  ]);
  test.says("/tøm");
  assertEquals(test.now.blocks, []);
});

Deno.test("page: keeps the layout while the log is unchanged", () => {
  const test = new TestPage().joined().hears(1, "hei");
  const { blocks } = test.now;
  test.shell.changeDraft("h");
  assert(test.now.blocks === blocks);
  test.hears(2, "du");
  assert(test.now.blocks !== blocks);
});
