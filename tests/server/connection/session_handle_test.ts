import { assertEquals } from "@std/assert";
import type { SessionId } from "../../../actors/messages/events.ts";
import type {
  ConnectionMessage,
  GreeterMessage,
  SessionInit,
  SessionMessage,
} from "../../../actors/messages/connection.ts";
import type { ActorContext, ExitReason } from "../../../actors/runtime/actor.ts";
import type { ServerEvent } from "../../../server/log.ts";
import { SessionHandle } from "../../../server/connection/session_handle.ts";
import { addressOf } from "../../support/fakes/addresses.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";

const id = "client" as SessionId; // Any string is one, here.
const peer = { ip: "10.0.0.1", address: "10.0.0.1:5000" };
const { address } = peer;
const greeter = addressOf<GreeterMessage>("greeter");

/** A session handle, and all that it starts and reports. */
class Hall {
  readonly clock = new FakeClock();
  readonly reports: ServerEvent[] = [];
  readonly toSession: SessionMessage[] = [];
  readonly toConnection: ConnectionMessage[] = [];
  init: SessionInit | undefined;
  exited: (reason: ExitReason) => void = () => {};
  kills = 0;
  #clients = 5;
  #crashes = 2;
  readonly talk: SessionHandle;

  constructor() {
    const connection = addressOf<ConnectionMessage>("connection");
    const send = (message: ConnectionMessage) => void this.toConnection.push(message);
    // It uses no other part of a context.
    const context = {
      clock: this.clock,
      self: { address: connection, send },
    } as unknown as ActorContext<ConnectionMessage>;
    this.talk = new SessionHandle(id, peer, {
      language: "en",
      idleTimeout: 60_000,
      greeter,
      startSession: (init, exited) => {
        this.init = init;
        this.exited = exited;
        const ref = {
          address: addressOf<SessionMessage>("session"),
          send: (message: SessionMessage) => void this.toSession.push(message),
        };
        return { ref, stop: () => {}, kill: () => void this.kills++ };
      },
      count: (change) => this.#clients += change,
      countCrash: () => ++this.#crashes,
      report: (event) => void this.reports.push(event),
    }, context);
  }
}

/** A handle whose session runs. */
function begun(): Hall {
  const hall = new Hall();
  hall.talk.begin("framed");
  hall.reports.length = 0;
  return hall;
}

Deno.test("session handle: starts a session without the token, and reports the client", () => {
  const hall = new Hall();
  assertEquals(hall.talk.isOn, false);
  hall.talk.begin("plain");
  assertEquals(hall.talk.isOn, true);
  assertEquals(hall.init, {
    session: id,
    dialect: "plain",
    ip: "10.0.0.1",
    language: "en",
    idleTimeout: 60_000,
    startedAt: hall.clock.now(),
    connection: addressOf("connection"),
    greeter,
  });
  assertEquals(hall.reports, [
    { type: "accepted", address, clients: 6 },
    { type: "connected", address },
  ]);
});

Deno.test("session handle: sends only while the session runs", () => {
  const hall = new Hall();
  hall.talk.send({ type: "lineTimeout" });
  hall.talk.begin("framed");
  hall.talk.send({ type: "neverSent" });
  hall.talk.end({ type: "normal" });
  hall.talk.send({ type: "dismissed" });
  assertEquals(hall.toSession, [{ type: "neverSent" }]);
});

Deno.test("session handle: reports the end after what the session wrote", () => {
  const reason = { type: "normal" } as const;
  const hall = begun();
  hall.exited(reason);
  assertEquals(hall.toConnection, [{ type: "sessionEnded", reason }]);
  assertEquals([hall.talk.isOn, hall.reports], [true, []]);
  hall.talk.end(reason);
  assertEquals([hall.talk.isOn, hall.kills], [false, 0]);
  assertEquals(hall.reports, [{ type: "disconnected", address, clients: 5 }]);
});

Deno.test("session handle: counts and reports a crash before the end", () => {
  const hall = begun();
  hall.talk.end({ type: "crashed", error: "RangeError: out of memory" });
  assertEquals(hall.reports, [
    { type: "crashed", address, error: "RangeError: out of memory", crashes: 3 },
    { type: "disconnected", address, clients: 5 },
  ]);
});

Deno.test("session handle: a killed session reports its end, one that is cut does not", () => {
  const hall = begun();
  hall.talk.kill();
  assertEquals([hall.talk.isOn, hall.kills, hall.reports], [true, 1, []]);
  hall.talk.cut();
  assertEquals([hall.talk.isOn, hall.kills], [false, 2]);
  assertEquals(hall.reports, [{ type: "disconnected", address, clients: 5 }]);
  hall.exited({ type: "killed" });
  assertEquals(hall.toConnection, []);
});

Deno.test("session handle: ends nothing without a session", () => {
  for (const hall of [new Hall(), begun()]) {
    if (hall.talk.isOn) hall.talk.end({ type: "normal" });
    hall.reports.length = 0;
    hall.talk.kill();
    hall.talk.cut();
    assertEquals([hall.kills, hall.reports], [0, []]);
  }
});
