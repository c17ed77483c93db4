import { assertEquals } from "@std/assert";
import { joined, said } from "../../support/fakes/recorded_connection.ts";

Deno.test("heartbeat: pings a silent server, and gives it up if it stays silent", () => {
  const recorded = joined();
  const beat = (ms: number) =>
    recorded.forget().pass(ms).take({ type: "woke", timer: "heartbeat" });
  assertEquals(beat(20_000).effects, [
    { type: "send", frame: { type: "ping", n: 0 } },
    { type: "wake", timer: "heartbeat", ms: 25_000 },
  ]);
  recorded.pass(5_000).receive({ type: "pong", n: 0 });
  assertEquals(recorded.events, []);
  assertEquals(beat(20_000).sent, [{ type: "ping", n: 0 }]);
  assertEquals(beat(25_000).events[0], { type: "disconnected" });
});

Deno.test("heartbeat: does not ping a server that speaks, and survives a clock set back", () => {
  const recorded = joined().pass(15_000).receive(said(1)).forget();
  recorded.pass(5_000).take({ type: "woke", timer: "heartbeat" });
  assertEquals(recorded.effects, [{ type: "wake", timer: "heartbeat", ms: 15_000 }]);
  recorded.forget().pass(-3_600_000).take({ type: "woke", timer: "heartbeat" });
  assertEquals(recorded.effects, [{ type: "wake", timer: "heartbeat", ms: 20_000 }]);
});
