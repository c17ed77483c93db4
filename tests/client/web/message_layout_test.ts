import { assertEquals } from "@std/assert";
import type { FrameNamed, ServerFrame } from "../../../actors/protocol/frames.ts";
import { type ChatEvent, emptyChat, reduce } from "../../../client/chat/chat.ts";
import { calendar } from "../../../client/languages/calendar.ts";
import { layOutLog } from "../../../client/web/message_layout.ts";
import { norwegian } from "../../../client/web/languages/texts_nb.ts";

const NOW = Date.UTC(2026, 10, 23, 12);
const MINUTE = 60_000;
const context = { texts: norwegian, calendar: calendar("nb", "UTC"), you: "ola", now: NOW };
const kari = { id: "m2", name: "kari" };

function said(seq: number, text: string, minutesAgo: number): ChatEvent {
  const at = new Date(NOW - minutesAgo * MINUTE).toISOString();
  return { type: "said", seq, id: `k${seq}`, from: kari, at, text };
}

function blocksOf(...events: readonly ChatEvent[]): readonly string[] {
  const { log } = events.reduce(reduce, emptyChat);
  return layOutLog(log, new Map(), context).map((block) => {
    switch (block.type) {
      case "day":
        return block.label;
      case "notice":
        return `· ${block.lines.join("|")}`;
      case "group": {
        const texts = block.messages.map(({ text, time, progress }) =>
          `${time} ${text}${progress === undefined ? "" : ` ${progress}`}`
        );
        return `${block.isMine ? "" : `${block.name}: `}${texts.join(", ")}`;
      }
    }
  });
}

Deno.test("layOutLog() groups texts by one person without a long pause", () => {
  assertEquals(
    blocksOf(
      said(1, "a", 20),
      said(2, "b", 19),
      said(3, "c", 10),
      { type: "queued", id: "x", text: "d" },
      said(4, "e", 0),
    ),
    ["I dag", "kari: 11:40 a, 11:41 b", "kari: 11:50 c", "12:00 d waiting", "kari: 12:00 e"],
  );
});

Deno.test("layOutLog() starts each day with a heading", () => {
  const day = 24 * 60;
  assertEquals(
    blocksOf(said(1, "a", 3 * day), said(2, "b", day), said(3, "c", day), said(4, "d", 0)),
    [
      "Fredag 20. november 2026",
      "kari: 12:00 a",
      "I går",
      "kari: 12:00 b, 12:00 c",
      "I dag",
      "kari: 12:00 d",
    ],
  );
});

Deno.test("layOutLog() shows joins and leaves, but no notice that the page shows elsewhere", () => {
  const member = { ...kari, online: true };
  assertEquals(
    blocksOf(
      { type: "joined", seq: 1, member, at: "" },
      said(2, "a", 0),
      { type: "disconnected" },
      said(3, "b", 0),
      { type: "flow", paused: true },
      { type: "left", seq: 4, member, at: "", reason: "quit" },
    ),
    ["I dag", "· kari kom inn", "kari: 12:00 a, 12:00 b", "· kari gikk"],
  );
});

Deno.test("layOutLog() warns of a gap after a new seat, but not after a resumed one", () => {
  const welcome: Omit<FrameNamed<ServerFrame, "welcome">, "resumed"> = {
    type: "welcome",
    version: 1,
    room: "main",
    capacity: 2,
    you: { id: "m1", name: "ola" },
    members: [],
    token: "t",
    seq: 1,
  };
  assertEquals(blocksOf({ ...welcome, resumed: false }), []);
  assertEquals(blocksOf(said(1, "a", 0), { ...welcome, resumed: true }).length, 2);
  assertEquals(
    blocksOf(said(1, "a", 0), { ...welcome, resumed: false }).at(-1),
    `· ${norwegian.newSeat}`,
  );
});

Deno.test("layOutLog() gives each block a unique key", () => {
  const events = [
    said(1, "a", 3_000),
    said(2, "b", 1),
    { type: "disconnected" } as const,
    said(3, "c", 0),
  ];
  const { log } = events.reduce(reduce, emptyChat);
  const keys = layOutLog(log, new Map(), context).map(({ key }) => key);
  assertEquals(new Set(keys).size, keys.length);
});
