import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { FIRST_LINE_TIMEOUT, QUIET } from "../../../actors/greeter/greeter.ts";
import type { PersonName, RoomName } from "../../../actors/messages/events.ts";
import { MAX_FRAME_BYTES } from "../../../actors/protocol/limits.ts";
import { byteByByte, bytesOf, everyCut, inPieces } from "../../support/arbitraries/bytes.ts";
import { HTTP, TestGreeter, withBrowserAt } from "../../support/fakes/test_greeter.ts";

const HELLO = '{"type":"hello","version":1,"name":" ola ","room":"stua"}';
const PLAIN = { dialect: "plain" } as const;
const NONE = { dialect: "none" } as const;

/** The greeting of a client that sends these pieces and is silent then. */
function greetingOf(...pieces: readonly (string | Uint8Array)[]) {
  return new TestGreeter().come("ola", "10.0.0.1", ...pieces).pass(QUIET).greeting("ola");
}

Deno.test("greeter: recognizes each protocol by its first bytes", () => {
  const known = (first: string) => new TestGreeter().come("ola", "h", first).greeting("ola");
  assertEquals(known("hei\n"), PLAIN);
  assertEquals(known("hei"), PLAIN);
  assertEquals(known(HTTP), { dialect: "http" });
  assertEquals(known("\x16\x03\x01"), { dialect: "tls" });
  assertEquals(known(`${HELLO}\n`), {
    dialect: "framed",
    name: "ola" as PersonName,
    room: "stua" as RoomName,
    resume: null,
    helloBytes: HELLO.length + 1,
  });
});

Deno.test("greeter: passes on a readable resume, and ignores any other", () => {
  const resume = { token: "t", seq: 17 };
  for (
    const [asked, told] of [
      [{ ...resume, more: 1 }, resume],
      [null, null],
      [{ token: "t" }, null],
      [{ token: "t", seq: -1 }, null],
      ["t", null],
    ] as const
  ) {
    const hello = JSON.stringify({ type: "hello", version: 1, name: "ola", resume: asked });
    const greeting = greetingOf(`${hello}\n`);
    assert(greeting?.dialect === "framed" && "resume" in greeting);
    assertEquals(greeting.resume, told);
  }
});

Deno.test("greeter: says why a hello is refused", () => {
  const cases = [
    ['{"type":"hello"}', "unsupported_version"],
    ['{"type":"hello","version":2,"name":"ola"}', "unsupported_version"],
    ['{"type":"hello","version":1,"name":"system"}', "invalid_name"],
    ['{"type":"hello","version":1,"name":"ola","room":" "}', "invalid_room"],
  ] as const;
  for (const [hello, invalid] of cases) {
    assertEquals(greetingOf(`${hello}\n`), { dialect: "framed", invalid });
  }
});

const openings: readonly (readonly [string, string])[] = [
  ["a hello", `${HELLO}\r\n{"type":"ping","n":1}\n`],
  ["a hello with a name of several bytes", '{"type":"hello","version":1,"name":"åse"}\nmer'],
  ["a bad hello", '{"type":"hello","version":2}\nmer'],
  ["a browser", HTTP],
  ["something like HTTP", "GET lost\nHTTP/1.1\n"],
  ["other JSON", '{"type":"say"}\n'],
  ["TLS", "\x16\x03\x01\x02"],
];

for (const [name, opening] of openings) {
  Deno.test(`greeter: recognizes ${name} however its bytes are cut`, () => {
    const bytes = bytesOf(opening);
    const whole = greetingOf(bytes);
    for (const halves of everyCut(bytes)) assertEquals(greetingOf(...halves), whole);
    assertEquals(greetingOf(...byteByByte(bytes)), whole);
  });

  Deno.test(`greeter: greets ${name} once, as plain if it paused undecided`, () => {
    for (const [before, after] of everyCut(bytesOf(opening))) {
      const greeter = new TestGreeter().come("ola", "h", before).pass(QUIET);
      const first = greeter.greeting("ola");
      const known = new TestGreeter().come("ola", "h", before).greeting("ola");
      assertEquals(first, known ?? PLAIN);
      greeter.send("ola", after).pass(QUIET).end("ola");
      assertEquals(greeter.greeted, [["ola", first]]);
    }
  });
}

Deno.test("greeter: consumes bytes until it has decided", () => {
  const opening = bytesOf(`${HELLO}\n`);
  fc.assert(
    fc.property(inPieces(opening), (pieces) => {
      const greeter = new TestGreeter().come("ola", "h", ...pieces);
      const first = pieces.findIndex((_, i) => {
        const sum = pieces.slice(0, i + 1).reduce((sum, { length }) => sum + length, 0);
        return sum === opening.length;
      });
      const before = pieces.slice(0, first).reduce((sum, { length }) => sum + length, 0);
      assertEquals(greeter.consumed.get("ola") ?? 0, before);
      assertEquals(greeter.greeting("ola")?.dialect, "framed");
    }),
    { numRuns: 100 },
  );
});

Deno.test("greeter: takes a client that is silent for 250 ms as plain", () => {
  const greeter = new TestGreeter().come("ola").pass(QUIET - 1);
  assertEquals(greeter.greeted, []);
  assertEquals(greeter.pass(1).greeted, [["ola", PLAIN]]);
});

Deno.test("greeter: waits another 250 ms after each piece, but for 10 s at most", () => {
  const greeter = new TestGreeter().come("ola").pass(QUIET - 1).send("ola", "{");
  for (let passed = 0; passed < FIRST_LINE_TIMEOUT; passed += 200) {
    assertEquals(greeter.greeted, []);
    greeter.pass(200).send("ola", " ");
  }
  assertEquals(greeter.greeted, [["ola", PLAIN]]);
});

Deno.test("greeter: keeps no more of a first line than the bound of a frame", () => {
  const greeter = new TestGreeter().come("ola", "h", "{" + " ".repeat(MAX_FRAME_BYTES - 2));
  assertEquals(greeter.greeted, []);
  assertEquals(greeter.send("ola", " ").greeted, [["ola", PLAIN]]);
});

Deno.test("greeter: decides at the end of the input, and greets no silent client", () => {
  assertEquals(new TestGreeter().come("ola").end("ola").greeting("ola"), NONE);
  assertEquals(new TestGreeter().come("ola", "h", "{").end("ola").greeting("ola"), PLAIN);
});

Deno.test("greeter: forgets a closed connection, and ignores unknown ones", () => {
  const greeter = new TestGreeter().come("ola").go("ola").send("ola", "hei\n").end("ola").go("per");
  assertEquals(greeter.pass(1_000).greeted, []);
  assertEquals([greeter.state.newcomers.size, greeter.clock.waiting], [0, 0]);
});

Deno.test("greeter: keeps several newcomers apart", () => {
  const greeter = new TestGreeter().come("ola", "h", '{"type":').come("kari", "h", "GET /");
  greeter.send("ola", '"hello","version":1,"name":"ola"}\n').send("kari", " HTTP/1.1\r\n");
  assertEquals(greeter.greeted.map(([who, { dialect }]) => [who, dialect]), [
    ["ola", "framed"],
    ["kari", "http"],
  ]);
});

Deno.test("greeter: closes the oldest of more than 1,024 newcomers", () => {
  const greeter = new TestGreeter();
  for (let i = 0; i < 1_024; i++) greeter.come(`n${i}`, "h", "{");
  assertEquals(greeter.greeted, []);
  greeter.come("late");
  assertEquals(greeter.greeted, [["n0", NONE]]);
  assertEquals(greeter.pass(QUIET).greeting("late"), PLAIN);
  assert(greeter.greeted.slice(1).every(([, { dialect }]) => dialect === "plain"));
  assertEquals(greeter.clock.waiting, 0);
});

Deno.test("greeter: requires a hello as the first line of a WebSocket, however late", () => {
  const greeter = new TestGreeter().comeFramed("ola", "h", HELLO).pass(QUIET);
  assertEquals(greeter.greeted, []);
  assertEquals(greeter.send("ola", "\n").greeting("ola")?.dialect, "framed");
  for (
    const first of [
      "hei\n",
      HTTP,
      '{"type":"say"}\n',
      "\x16\x03",
      "{" + " ".repeat(MAX_FRAME_BYTES),
    ]
  ) {
    const invalid = new TestGreeter().comeFramed("ola", "h", first).greeting("ola");
    assertEquals(invalid, { dialect: "framed", invalid: "not_joined" });
  }
});

Deno.test("greeter: closes a WebSocket that sends no hello", () => {
  const greeter = withBrowserAt("h").comeFramed("ola", "h").pass(FIRST_LINE_TIMEOUT - 1);
  assertEquals(greeter.greeting("ola"), undefined);
  assertEquals(greeter.pass(1).greeting("ola"), NONE);
  const half = new TestGreeter().comeFramed("ola", "h", "{");
  assertEquals(half.pass(FIRST_LINE_TIMEOUT).greeting("ola"), NONE);
  assertEquals(new TestGreeter().comeFramed("ola", "h", "{").end("ola").greeting("ola"), NONE);
});
