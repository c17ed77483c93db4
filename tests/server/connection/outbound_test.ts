import { assertEquals } from "@std/assert";
import { toTextBatch } from "../../../actors/encoding/text_batch.ts";
import type { RoomName, SessionId } from "../../../actors/messages/events.ts";
import type { ConnectionMessage, Dialect } from "../../../actors/messages/connection.ts";
import type { MemberMessage, RoomMessage } from "../../../actors/messages/room.ts";
import type { ActorContext, Address } from "../../../actors/runtime/actor.ts";
import { Outbound } from "../../../server/connection/outbound.ts";
import { Socket } from "../../../server/net/socket.ts";
import { addressOf, nameAt } from "../../support/fakes/addresses.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import { settled } from "../../support/fakes/settled.ts";
import { SimulatedNetwork } from "../../support/fakes/simulated_network.ts";

const KARI = { id: "m2", name: "kari" };
const session = "client" as SessionId; // Any string is one, here.

const LINES: MemberMessage = {
  type: "saidLines",
  from: KARI,
  at: 0,
  first: 18,
  count: 1,
  lines: "hei\n",
  weight: 65_536,
};
const SAID: MemberMessage = {
  type: "said",
  from: KARI,
  at: 0,
  first: 18,
  count: 1,
  ids: toTextBatch(["a1"]),
  texts: toTextBatch(["hei"]),
  weight: 160,
};
const TYPING: MemberMessage = { type: "typing", from: KARI, active: true, weight: 160 };

function welcomeTo(room: string): MemberMessage {
  return {
    type: "welcome",
    room: addressOf<RoomMessage>(room),
    name: room as RoomName, // A checked name.
    capacity: 2,
    you: { id: "m1", name: "ola" },
    members: [],
    seq: 17,
    resumed: false,
    since: 17,
  };
}

/** An output, its client, and what the rooms were told. */
async function open(dialect: Dialect) {
  const network = new SimulatedNetwork();
  const listener = network.listen();
  const client = await network.connect();
  const told: (readonly [room: string, message: RoomMessage])[] = [];
  const send = (to: Address<RoomMessage>, message: RoomMessage) =>
    void told.push([nameAt(to), message]);
  // It uses no other part of a context.
  const context = { send } as unknown as ActorContext<ConnectionMessage>;
  const clock = new FakeClock();
  const socket: Socket = new Socket(await listener.accept(), clock, {
    received: () => {},
    ended: () => {},
    written: (account) => outgoing.written(account),
    closed: () => {},
  });
  const speech = { language: "en", dialect, token: "fresh" } as const;
  const outgoing = new Outbound(session, speech, socket, context);
  const tell = async (...messages: readonly MemberMessage[]) => {
    for (const message of messages) outgoing.tell(message);
    await settled();
  };
  return { outgoing, client, told, tell, [Symbol.dispose]: () => socket.destroy() };
}

Deno.test("outbound: writes frames from the next welcome on, but its own refusals at once", async () => {
  using way = await open("plain");
  const { outgoing, client, tell } = way;
  await tell(welcomeTo("a"));
  outgoing.speakFrames();
  assertEquals(outgoing.dialect, "framed");
  await tell(LINES);
  assertEquals(client.lines, ["hei"]);
  outgoing.refuse("room_full");
  outgoing.dismiss("failed");
  outgoing.refuse("not_joined");
  await tell(welcomeTo("a"), { ...LINES, first: 20 });
  assertEquals(client.lines.slice(1).map((line) => JSON.parse(line).type), [
    "refused",
    "closing",
    "error",
    "welcome",
    "said",
  ]);
});

Deno.test("outbound: writes the old token if it gave the seat back, or else the new one", async () => {
  for (
    const [shown, resumed, token] of [[null, false, "fresh"], ["old", false, "fresh"], [
      "old",
      true,
      "old",
    ]] as const
  ) {
    using way = await open("framed");
    way.outgoing.askForSeat(shown);
    await way.tell({ ...welcomeTo("a"), resumed } as MemberMessage);
    assertEquals(way.client.frames.map((frame) => frame.token), [token]);
  }
});

Deno.test("outbound: reports written weight to the current room only", async () => {
  using way = await open("framed");
  const { outgoing, told, tell } = way;
  const taken = { type: "taken", session, weight: 65_536, seq: 18 } as const;
  outgoing.askForSeat(null);
  await tell(LINES);
  assertEquals(told, [], "it is not in a room");
  await tell(welcomeTo("a"), LINES);
  assertEquals(told, [["a", taken]]);
  outgoing.tell({ ...LINES, first: 19 });
  outgoing.askForSeat(null);
  await settled();
  assertEquals(told.length, 1, "it has left that room");
  await tell(welcomeTo("b"), LINES);
  assertEquals(told.slice(1), [["b", taken]]);
});

Deno.test("outbound: reports what it does not write at once, but not beyond queued numbers", async () => {
  using way = await open("plain");
  const { client, told, tell } = way;
  await tell(welcomeTo("a"));
  client.stall();
  const long = { ...SAID, texts: toTextBatch(["x".repeat(200_000)]) };
  await tell(long, { ...LINES, first: 19, lines: "" }, TYPING);
  const taken = { type: "taken", session } as const;
  assertEquals(told, [["a", { ...taken, weight: 160, seq: 17 }]]);
  await client.resume();
  assertEquals(told.slice(1), [
    ["a", { ...taken, weight: 160, seq: 18 }],
    ["a", { ...taken, weight: 65_536, seq: 19 }],
  ]);
});

Deno.test("outbound: is paused by its current room only", async () => {
  using way = await open("plain");
  const { outgoing, tell } = way;
  const is = [outgoing.paused];
  for (
    const message of [welcomeTo("a"), { type: "flow", waitingFor: KARI }, welcomeTo("a")] as const
  ) {
    await tell(message);
    is.push(outgoing.paused);
  }
  outgoing.askForSeat(null);
  is.push(outgoing.paused);
  await tell({ type: "flow", waitingFor: KARI });
  is.push(outgoing.paused);
  assertEquals(is, [false, false, true, true, false, false]);
});
