/**
 * What the pure parts cost: one iteration deals with a whole large read, so divide by the texts in it.
 *
 * @module
 */

import { toTextBatch } from "../../actors/encoding/text_batch.ts";
import type { PersonName, RoomName, SessionId, TokenHash } from "../../actors/messages/events.ts";
import type { JoinRequest, RoomMessage } from "../../actors/messages/messages.ts";
import { decodeClientFrame, encodeFrame } from "../../actors/protocol/frame_codec.ts";
import { decodeLines, emptyLines } from "../../actors/encoding/line_decoder.ts";
import { cleanText } from "../../actors/encoding/sanitize.ts";
import { utf8Length } from "../../actors/encoding/utf8.ts";
import { emptyRoom, type RoomState } from "../../actors/room/room_state.ts";
import { roomTransition } from "../../actors/room/room.ts";
import { CommonSays } from "../../actors/session/inbound/say_scanner.ts";
import { ActorSystem } from "../../actors/runtime/actor_system.ts";
import { writeSaid } from "../../actors/session/outbound/batch_frames.ts";
import { FakeClock } from "../support/fakes/fake_clock.ts";

const COUNT = 1_000;
const texts = Array.from({ length: COUNT }, (_, i) => `melding ${i} blåbærsyltetøy på øya`);
const ids = texts.map((_, i) => `r0-${i}`);
const [idColumn, textColumn] = [toTextBatch(ids), toTextBatch(texts)];
const lines = new TextEncoder().encode(texts.map((text) => `ola: ${text}\n`).join(""));
const says = new TextEncoder().encode(
  texts.map((text, i) => encodeFrame({ type: "say", id: `r0-${i}`, text })).join(""),
);
const common = new CommonSays();
const odd = texts.map((text, i) => JSON.stringify({ text, id: `r0-${i}`, type: "say" }));

Deno.bench(`decode ${COUNT} lines`, () => {
  decodeLines(emptyLines, lines, 8_192);
});

Deno.bench(`clean ${COUNT} texts`, () => {
  texts.forEach(cleanText);
});

Deno.bench(`decode ${COUNT} common say frames`, () => {
  for (let at = 0; at < says.length;) at = common.read(says, at);
  common.take();
});

Deno.bench(`decode ${COUNT} other say frames`, () => {
  odd.forEach(decodeClientFrame);
});

Deno.bench(`write ${COUNT} said frames`, () => {
  writeSaid(1, { id: "m1", name: "ola" }, "2026-11-23T01:02:03.456Z", idColumn, textColumn);
});

const ola = "a" as SessionId;
const full = fullRoom();
const lineBlock = texts.join("\n") + "\n";
const bytes = utf8Length(lineBlock);

Deno.bench(`room: say ${COUNT} lines in one message`, () => {
  roomTransition(
    full,
    { type: "sayLines", session: ola, lines: lineBlock, count: COUNT, bytes },
    1,
  );
});

let room = full;
let given = 0;
Deno.bench(`room: say ${COUNT} texts with ids in one message`, () => {
  const fresh = toTextBatch(texts.map(() => `r0-${++given}`));
  room = say(room, {
    type: "say",
    session: ola,
    ids: fresh,
    texts: toTextBatch(texts),
    count: COUNT,
    bytes,
  });
});

Deno.bench("room: say one text with an id", () => {
  const id = toTextBatch([`r0-${++given}`]);
  room = say(room, {
    type: "say",
    session: ola,
    ids: id,
    texts: toTextBatch(["hei"]),
    count: 1,
    bytes: 3,
  });
});

function say(state: RoomState, message: RoomMessage): RoomState {
  const said = roomTransition(state, message, 1).state;
  const session = "b" as SessionId;
  const taken = { type: "taken", session, weight: 1e9, seq: said.seq } as const;
  return roomTransition(said, taken, 1).state;
}

function fullRoom(): RoomState {
  const system = new ActorSystem({ node: "bench", clock: new FakeClock() });
  let state = emptyRoom({
    name: "main" as RoomName,
    capacity: 2,
    self: system.address("room"),
    rooms: system.address("rooms"),
    journal: null,
    store: null,
    seatHold: 120_000,
  });
  for (const name of ["a", "b"]) {
    const session = name as SessionId;
    const replyTo = system.address<unknown>("nobody");
    const request: JoinRequest = {
      session,
      name: name as PersonName,
      address: name,
      token: name as TokenHash,
      returns: true,
      resume: null,
      replyTo,
    };
    state = roomTransition(state, { type: "join", request }, 1).state;
    state = roomTransition(state, { type: "enter", session, replyTo }, 1).state;
  }
  return state;
}
