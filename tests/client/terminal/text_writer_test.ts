import { assertEquals } from "@std/assert";
import { TextWriter } from "../../../client/terminal/text_writer.ts";
import { Screen } from "../../support/fakes/simulated_terminal.ts";

Deno.test("text writer: writes in order, and joins what gathers during a write", async () => {
  const pieces: string[] = [];
  const stream = new WritableStream<Uint8Array>({
    write: (bytes) => void pieces.push(new TextDecoder().decode(bytes)),
  });
  const queue = new TextWriter(stream, () => {});
  for (const text of ["a", "b", "c"]) queue.write(text);
  assertEquals(queue.pending, 3);
  await queue.written();
  queue.write("d");
  await queue.written();
  assertEquals(pieces, ["abc", "d"]);
  assertEquals(queue.pending, 0);
});

Deno.test("text writer: written() waits only for what came before it", async () => {
  const screen = new Screen();
  const queue = new TextWriter(screen.writable, () => {});
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

Deno.test("text writer: reports a broken stream once, and drops the rest", async () => {
  const screen = new Screen();
  screen.break();
  const errors: string[] = [];
  const queue = new TextWriter(screen.writable, (error) => errors.push(String(error)));
  queue.write("a");
  await queue.written();
  queue.write("b");
  await queue.written();
  assertEquals([errors, queue.pending], [["Error: Broken pipe"], 0]);
});
