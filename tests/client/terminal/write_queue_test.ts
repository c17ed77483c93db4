import { assertEquals } from "@std/assert";
import { WriteQueue } from "../../../client/terminal/write_queue.ts";
import { Screen } from "../../support/fakes/simulated_terminal.ts";

Deno.test("WriteQueue writes in order, and together what came meanwhile", async () => {
  const pieces: string[] = [];
  const stream = new WritableStream<Uint8Array>({
    write: (bytes) => void pieces.push(new TextDecoder().decode(bytes)),
  });
  const queue = new WriteQueue(stream, () => {});
  for (const text of ["a", "b", "c"]) queue.write(text);
  assertEquals(queue.pending, 3);
  await queue.written();
  queue.write("d");
  await queue.written();
  assertEquals(pieces, ["abc", "d"]);
  assertEquals(queue.pending, 0);
});

Deno.test("WriteQueue.written() waits for what came before it, and for no more", async () => {
  const screen = new Screen();
  const queue = new WriteQueue(screen.writable, () => {});
  queue.write("a");
  const written = queue.written();
  await written;
  screen.hold();
  queue.write("b");
  await written;
  assertEquals(screen.text, "a");
  screen.release();
  await queue.written();
  assertEquals(screen.text, "ab");
});

Deno.test("WriteQueue tells once that its stream is broken, and takes no more", async () => {
  const screen = new Screen();
  screen.break();
  const errors: string[] = [];
  const queue = new WriteQueue(screen.writable, (error) => errors.push(String(error)));
  queue.write("a");
  await queue.written();
  queue.write("b");
  await queue.written();
  assertEquals([errors, queue.pending], [["Error: Broken pipe"], 0]);
});
