import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { ConnectionEvent } from "../../../client/connection/connection_events.ts";
import { MAX_UNACCEPTED, type OutgoingText } from "../../../client/connection/outbox.ts";
import { localStamp, recordEvent, startTranscript } from "../../../client/chat/transcript.ts";
import {
  accepted,
  kari,
  notStored,
  RecordedConnection,
  said,
  welcome,
} from "../../support/fakes/recorded_connection.ts";
import { anyText } from "../../support/arbitraries/texts.ts";

const oslo = localStamp("Europe/Oslo");
const noon = Date.UTC(2026, 10, 23, 11);

/** The transcript of these events. */
function logOf(events: readonly ConnectionEvent[], earlier: readonly OutgoingText[] = []) {
  let recorder = startTranscript("ola", earlier);
  let text = "";
  for (const event of events) {
    const recording = recordEvent(recorder, event, noon, oslo);
    recorder = recording.transcript;
    text += recording.text;
  }
  return { recorder, text };
}

Deno.test("localStamp(): writes local time, in summer and winter", () => {
  assertEquals(oslo(Date.UTC(2026, 10, 22, 23, 5, 9)), "2026-11-23 00:05:09");
  assertEquals(oslo(Date.UTC(2026, 6, 1, 12)), "2026-07-01 14:00:00");
  assertEquals(
    localStamp("America/New_York")(Date.UTC(2026, 0, 2, 4, 59, 59)),
    "2026-01-01 23:59:59",
  );
});

Deno.test("recordEvent(): records texts of others, and own texts once accepted", () => {
  const { events } = new RecordedConnection().open().receive(welcome()).say("en").say("to")
    .receive(
      said(1, "hei\n\tdu\n\nder"),
      accepted("p-1", 2),
      { ...said(3, "Stopper snart."), from: { id: "", name: "Server" } },
      { ...accepted("p-2", 4), at: "2026-11-23T23:00:00.000Z" },
    );
  assertEquals(
    logOf(events).text,
    "2026-11-23 02:02:03 kari: hei\n  \tdu\n  \n  der\n" +
      "2026-11-23 02:02:03 ola: en\n" +
      "2026-11-23 02:02:03 Server: Stopper snart.\n" +
      "2026-11-24 00:00:00 ola: to\n",
  );
});

Deno.test("recordEvent(): records texts of an earlier run that are accepted now", () => {
  const earlier = {
    version: 1,
    token: "t",
    seq: 0,
    texts: [{ id: "old", text: "før\x07" }],
    told: [],
  } as const;
  const seat = { ...earlier, texts: [...earlier.texts], told: [...earlier.told] };
  const { events } = new RecordedConnection(seat).open().receive(
    welcome(0, { resumed: true }),
    accepted("old"),
  );
  assertEquals(logOf(events, seat.texts).text, "2026-11-23 02:02:03 ola: før\n");
});

Deno.test("recordEvent(): uses the person's current name", () => {
  const you = { id: "m1", name: "ola2" };
  const renamed = { type: "renamed", at: "", was: "", seq: 2 } as const;
  const { events } = new RecordedConnection().open().receive(welcome(0, { you })).say("a")
    .say("b").receive(
      accepted("p-1"),
      { ...renamed, member: { ...kari, online: true } },
      { ...renamed, seq: 3, member: { id: "m1", name: "per", online: true } },
      accepted("p-2", 4),
    );
  assertEquals(logOf(events).text, "2026-11-23 02:02:03 ola2: a\n2026-11-23 02:02:03 per: b\n");
});

Deno.test("recordEvent(): leaves out texts that were refused or may be lost", () => {
  const refused = { type: "error", code: "too_long", text: "Server: nei", id: "p-1" } as const;
  const recorded = new RecordedConnection().open().receive(welcome()).say("avvist").receive(refused)
    .say("usikker").close().retry().open().receive(welcome());
  const { text, recorder } = logOf(recorded.events);
  assertEquals([text, recorder.waiting], ["", []]);
  assert(
    recorded.events.some((event) => event.type === "not_sent" && event.reason === "uncertain"),
  );
});

Deno.test("recordEvent(): records a text that the server stored at last", () => {
  const recorded = new RecordedConnection().open().receive(welcome()).say("a").receive(
    notStored("p-1"),
  );
  assertEquals(logOf(recorded.events).text, "");
  assertEquals(
    logOf(recorded.receive(accepted("p-1")).events).text,
    "2026-11-23 02:02:03 ola: a\n",
  );
});

Deno.test("recordEvent(): uses the local time if the server's is invalid", () => {
  const { text } = logOf([{ ...said(1), at: "i går" }]);
  assertEquals(text, "2026-11-23 12:00:00 kari: hei\n");
});

Deno.test("recordEvent(): writes whole clean lines for any text and name", () => {
  const line = /^(?:\d+-\d\d-\d\d \d\d:\d\d:\d\d .*: | {2})(?:\t|\P{Cc})*$/u;
  fc.assert(fc.property(anyText(), anyText(), anyText(), (name, at, spoken) => {
    const { text } = logOf([
      { ...said(1, spoken), from: { id: "m2", name }, at },
      { type: "queued", id: "a", text: spoken },
      accepted("a"),
    ]);
    assert(text.endsWith("\n") && text.isWellFormed());
    for (const row of text.slice(0, -1).split("\n")) assert(line.test(row), JSON.stringify(row));
  }));
});

Deno.test("recordEvent(): waits for the same texts as the outbox", () => {
  const some = fc.nat(4).map((i) => `p-${i + 1}`);
  const step = fc.oneof(
    fc.constant((recorded: RecordedConnection) => recorded.say("x")),
    some.map((id) => (recorded: RecordedConnection) => recorded.receive(accepted(id))),
    some.map((id) => (recorded: RecordedConnection) => recorded.receive(notStored(id))),
    fc.record({ id: some, code: fc.constantFrom("too_long" as const, "not_joined" as const) })
      .map((error) => (recorded: RecordedConnection) => {
        const { texts, tried } = recorded.connection.outbox;
        // A real server rejects only what it was sent.
        if (!texts.slice(0, tried).some(({ id }) => id === error.id)) return recorded;
        return recorded.receive({ type: "error", text: "Server: nei", ...error });
      }),
    fc.record({ resumed: fc.boolean() }).map((changes) => (recorded: RecordedConnection) =>
      recorded.close().retry().open().receive(welcome(0, changes))
    ),
    fc.constantFrom("finish" as const, "leave" as const).map(
      (type) => (recorded: RecordedConnection) => recorded.take({ type }),
    ),
    fc.constant((recorded: RecordedConnection) =>
      recorded.take({ type: "woke", timer: "lingering" })
    ),
  );
  fc.assert(fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
    const recorded = new RecordedConnection().open().receive(welcome());
    for (const take of steps) take(recorded);
    const { waiting } = logOf(recorded.events).recorder;
    const { phase, outbox } = recorded.connection;
    assert(waiting.length <= MAX_UNACCEPTED);
    if (phase !== "ended") {
      assertEquals(waiting.map(({ id }) => id), outbox.texts.map(({ id }) => id));
    }
  }));
});
