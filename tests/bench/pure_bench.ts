/**
 * What the pure parts cost: one iteration deals with a whole large read, so divide by the texts in it.
 *
 * @module
 */

import { toTextBatch } from "../../actors/encoding/text_batch.ts";
import type { PersonName, RoomName, SessionId, TokenHash } from "../../actors/messages/events.ts";
import type { JoinRequest, RoomMessage } from "../../actors/messages/messages.ts";
import { encodeFrame } from "../../actors/protocol/frame_codec.ts";
import { decodeLines, emptyLines } from "../../actors/encoding/line_decoder.ts";
import { cleanText } from "../../actors/encoding/sanitize.ts";
import { utf8Length } from "../../actors/encoding/utf8.ts";
import { emptyRoom, type RoomState } from "../../actors/room/room_state.ts";
import { roomTransition } from "../../actors/room/room.ts";
import { ActorSystem } from "../../actors/runtime/actor_system.ts";
import { readFrames } from "../../actors/session/inbound/framed_reader.ts";
import { newSession } from "../../actors/session/inbound/session_state.ts";
import { render } from "../../actors/session/outbound/rendering.ts";
import { addressOf } from "../support/fakes/addresses.ts";
import { FakeClock } from "../support/fakes/fake_clock.ts";

const COUNT = 1_000;
const texts = Array.from({ length: COUNT }, (_, i) => `melding ${i} blåbærsyltetøy på øya`);
const ids = texts.map((_, i) => `r0-${i}`);
const [idColumn, textColumn] = [toTextBatch(ids), toTextBatch(texts)];
const lines = new TextEncoder().encode(texts.map((text) => `ola: ${text}\n`).join(""));
const says = new TextEncoder().encode(
  texts.map((text, i) => encodeFrame({ type: "say", id: `r0-${i}`, text })).join(""),
);
const framedSession = newSession({
  session: "a" as SessionId,
  dialect: "framed",
  ip: "127.0.0.1",
  language: "en",
  idleTimeout: 0,
  startedAt: 0,
  connection: addressOf("connection"),
  greeter: addressOf("greeter"),
});

Deno.bench(`decode ${COUNT} lines`, () => {
  decodeLines(emptyLines, lines, 8_192);
});

Deno.bench(`clean ${COUNT} texts`, () => {
  texts.forEach(cleanText);
});

Deno.bench(`read ${COUNT} say frames`, () => {
  readFrames(framedSession, says);
});

Deno.bench(`write ${COUNT} said frames`, () => {
  render({ language: "en", writes: "framed", token: "", shown: null }, {
    type: "said",
    from: { id: "m1", name: "ola" },
    at: 1_764_000_000_456,
    first: 1,
    count: COUNT,
    weight: 0,
    ids: idColumn,
    texts: textColumn,
  });
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
