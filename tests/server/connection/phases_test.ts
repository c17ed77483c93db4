import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { PersonName, RoomName } from "../../../actors/messages/events.ts";
import type { PhaseEffect, PhaseEvent } from "../../../server/connection/phase_events.ts";
import { type ConnectionPhase, phaseTransition } from "../../../server/connection/phases.ts";
import { addressOf } from "../../support/fakes/addresses.ts";

// Checked names are branded strings.
const request = {
  room: "main" as RoomName,
  name: "ola" as PersonName,
  returns: true,
  resume: null,
};
const welcome = {
  type: "welcome",
  room: addressOf("room"),
  name: request.room,
  capacity: 2,
  you: { id: "m1", name: "ola" },
  members: [],
  seq: 1,
  resumed: false,
  since: 1,
} as const;

/** One event of each type, and variants of some. */
const EVENTS: readonly PhaseEvent[] = [
  { type: "seatRequested", request },
  { type: "helloInvalid", reason: "invalid_name" },
  { type: "httpDetected" },
  { type: "notServed" },
  { type: "greeterDied" },
  { type: "throttled" },
  { type: "delayOver" },
  { type: "welcomed", message: welcome },
  { type: "refused", reason: "room_full" },
  { type: "roomClosed", message: { type: "closed", reason: "kicked" } },
  { type: "introduced", name: request.name },
  { type: "seatChanged", request },
  { type: "sessionFinished" },
  { type: "sessionEnded", reason: { type: "normal" } },
  { type: "sessionEnded", reason: { type: "crashed", error: "RangeError" } },
  { type: "inputEnded", lost: false },
  { type: "inputEnded", lost: true },
  { type: "socketClosed" },
  { type: "overdue" },
  { type: "stopped" },
];

/** Events that lead a run through many phases. */
const USUAL = EVENTS.filter(({ type }) =>
  ["seatRequested", "throttled", "delayOver", "welcomed", "seatChanged"].includes(type)
);

const events = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...USUAL) },
    { weight: 1, arbitrary: fc.constantFrom(...EVENTS) },
  ),
  { maxLength: 20 },
);

/** Checks each step of many connections; `begin` makes the check of one. */
function always(
  begin: () => (
    before: ConnectionPhase,
    phase: ConnectionPhase,
    does: readonly PhaseEffect[],
  ) => void,
): void {
  fc.assert(fc.property(events, (events) => {
    const check = begin();
    let phase: ConnectionPhase = "greeting";
    for (const event of events) {
      const step = phaseTransition(phase, event);
      check(phase, step.phase, step.effects);
      phase = step.phase;
    }
  }));
}

const WITH_SEAT: readonly ConnectionPhase[] = [
  "delayed",
  "joining",
  "joined",
  "switchDelayed",
  "switching",
];
const WITH_SESSION: readonly ConnectionPhase[] = ["joined", "switchDelayed", "switching", "ending"];

Deno.test("phases: ending leads to finishing, and nothing leads out of it", () => {
  always(() => (before, phase) => {
    if (before === "finishing") assertEquals(phase, "finishing");
    if (before === "ending") assert(phase === "ending" || phase === "finishing");
    if (before === "http") assertEquals(phase, "http");
  });
});

Deno.test("phases: give up each requested seat exactly once", () => {
  always(() => {
    let hasSeat = false;
    return (_, phase, effects) => {
      for (const { type } of effects) {
        if (type === "requestSeat") {
          assert(!hasSeat, "asked twice");
          hasSeat = true;
        } else if (type === "giveUpSeat" || type === "dropRequest") {
          assert(hasSeat, "given up twice");
          hasSeat = false;
        }
      }
      assertEquals(hasSeat, WITH_SEAT.includes(phase));
    };
  });
});

Deno.test("phases: start one session, and send it nothing before or after", () => {
  always(() => {
    let session: "none" | "on" | "over" = "none";
    return (_, phase, effects) => {
      for (const { type } of effects) {
        if (type === "startSession") {
          assertEquals(session, "none");
          session = "on";
        } else if (type === "noteSessionEnd") {
          assertEquals(session, "on");
          session = "over";
        } else if (["tellSession", "enterRoom", "killSession"].includes(type)) {
          assertEquals(session, "on");
        }
      }
      assertEquals(session === "on", WITH_SESSION.includes(phase));
    };
  });
});

Deno.test("phases: close the socket once, and write nothing after that", () => {
  always(() => {
    let finished = false;
    return (_, __, effects) => {
      for (const { type } of effects) {
        const writes = ["write", "writeRefusal", "writeFailed", "finishSocket"].includes(type);
        assert(!finished || !writes, type);
        if (type === "finishSocket") finished = true;
      }
    };
  });
});

Deno.test("phases: all but http end when the socket has closed and the session has ended", () => {
  always(() => (_, phase) => {
    if (phase === "http") return;
    const closed = phaseTransition(phase, { type: "socketClosed" });
    const last = WITH_SESSION.includes(phase)
      ? phaseTransition(closed.phase, { type: "sessionEnded", reason: { type: "killed" } })
      : closed;
    assertEquals(last.phase, "finishing");
    assert(last.effects.some(({ type }) => type === "exit" || type === "exitIfClosed"));
  });
});
