import { assertEquals } from "@std/assert";
import { readLines } from "../../../client/terminal/line_reader.ts";

function stream(...chunks: readonly string[]): ReadableStream<Uint8Array> {
  return ReadableStream.from(chunks).pipeThrough(new TextEncoderStream());
}

Deno.test("line reader: gives each line, and the last one even without a newline", async () => {
  const lines = await Array.fromAsync(readLines(stream("a\nb", "c\r\nd"), 80));
  assertEquals(lines, ["a", "bc", "d"]);
});

Deno.test("line reader: a broken stream counts as ended", async () => {
  async function* broken() {
    yield new TextEncoder().encode("a\nb");
    throw await Promise.resolve(new Error("Input/output error (os error 5)"));
  }
  assertEquals(await Array.fromAsync(readLines(ReadableStream.from(broken()), 80)), ["a", "b"]);
});

Deno.test("line reader: leaves the stream to the next reader", async () => {
  const bytes = stream("localhost\n", "ola\n", "\x1b[A", "x");
  const lines = readLines(bytes, 80);
  assertEquals([(await lines.next()).value, (await lines.next()).value], ["localhost", "ola"]);
  await lines.return();
  assertEquals(bytes.locked, false);
  const rest = await Array.fromAsync(bytes, (chunk) => new TextDecoder().decode(chunk));
  assertEquals(rest, ["\x1b[A", "x"]);
});

Deno.test("line reader: leaves the stream alone if nothing is read", async () => {
  const bytes = stream("a\n");
  await readLines(bytes, 80).return();
  assertEquals([bytes.locked, (await Array.fromAsync(readLines(bytes, 80))).length], [false, 1]);
});
