import { assertEquals } from "@std/assert";
import { logWriter } from "../../server/log_writer.ts";
import { settled } from "../support/fakes/settled.ts";

/** A stream whose reader may be slow or gone, and a log that writes to it. */
function open() {
  const decoder = new TextDecoder();
  let text = "";
  let ready = Promise.resolve();
  let resume = () => {};
  const log = logWriter(async (bytes) => {
    await ready;
    text += decoder.decode(bytes.subarray(0, 64_000), { stream: true });
    return Math.min(bytes.length, 64_000);
  }, (count) => `${count} left out`);
  return {
    log,
    stall: () => ({ promise: ready, resolve: resume } = Promise.withResolvers<void>()),
    resume: () => resume(),
    text: () => text,
  };
}

Deno.test("log writer: writes lines in order, however few bytes a write takes", async () => {
  const { log, text } = open();
  log.print("a");
  log.print("ø".repeat(40_000));
  log.print("c");
  await log.written();
  assertEquals(text(), `a\n${"ø".repeat(40_000)}\nc\n`);
});

Deno.test("log writer: a slow reader loses lines and is told how many", async () => {
  const { log, stall, resume, text } = open();
  stall();
  log.print("first");
  await settled();
  const page = "x".repeat(1_048_576);
  for (let i = 0; i < 20; i++) log.print(page);
  log.print("last");
  resume();
  await log.written();
  log.print("later");
  await log.written();
  const lines = text().split("\n");
  assertEquals(lines.filter((line) => line === page).length, 7);
  assertEquals(lines.filter((line) => line !== page), [
    "first",
    "last",
    "13 left out",
    "later",
    "",
  ]);
});

Deno.test("log writer: a reader that is gone costs nothing", async () => {
  let writes = 0;
  const log = logWriter(() => {
    writes++;
    return Promise.reject(new Deno.errors.BrokenPipe());
  }, String);
  for (let i = 0; i < 3; i++) {
    log.print("a");
    await log.written();
  }
  assertEquals(writes, 1);
});
