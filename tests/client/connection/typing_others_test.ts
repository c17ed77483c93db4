import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { ServerFrame } from "../../../actors/protocol/frames.ts";
import { MAX_TYPING_MEMBERS, TYPING_ENDS_MS } from "../../../client/connection/typing_others.ts";
import {
  joined,
  kari,
  type RecordedConnection,
  said,
} from "../../support/fakes/recorded_connection.ts";

const per = { id: "m3", name: "per" };

function typing(from = kari, active = true): ServerFrame {
  return { type: "typing", from, active };
}

/** The members that were reported as typing. */
function telling(recorded: RecordedConnection): readonly string[] {
  return recorded.events.flatMap((event) =>
    event.type === "typing" ? [`${event.from.name} ${event.active}`] : []
  );
}

/** The wait of the last timer. */
function wake(recorded: RecordedConnection): number | undefined {
  const effect = recorded.effects.findLast((effect) =>
    effect.type === "wake" && effect.timer === "typing"
  );
  return effect?.type === "wake" ? effect.ms : undefined;
}

function wakeUp(recorded: RecordedConnection): RecordedConnection {
  return recorded.forget().take({ type: "woke", timer: "typing" });
}

Deno.test("typing others: a signal expires", () => {
  const recorded = joined().receive(typing());
  assertEquals([telling(recorded), wake(recorded)], [["kari true"], TYPING_ENDS_MS]);
  recorded.pass(5_000).receive(typing()).pass(TYPING_ENDS_MS - 5_000);
  wakeUp(recorded);
  assertEquals([telling(recorded), wake(recorded)], [[], 5_000]);
  wakeUp(recorded.pass(5_000));
  assertEquals([telling(recorded), wake(recorded)], [["kari false"], undefined]);
  assertEquals(wakeUp(recorded).effects, []);
});

Deno.test("typing others: each member has a time of their own", () => {
  const recorded = joined().receive(typing()).pass(5_000).receive(typing(per));
  wakeUp(recorded.pass(TYPING_ENDS_MS - 5_000));
  assertEquals([telling(recorded), wake(recorded)], [["kari false"], 5_000]);
  wakeUp(recorded.pass(5_000));
  assertEquals(telling(recorded), ["per false"]);
});

Deno.test("typing others: a signal that was taken back, said or lost does not end again", () => {
  for (const end of [[typing(kari, false)], [said(1)]]) {
    const recorded = joined().receive(typing(), ...end).pass(TYPING_ENDS_MS);
    assertEquals(wakeUp(recorded).effects, []);
  }
  const lost = joined().receive(typing()).close().pass(TYPING_ENDS_MS);
  assertEquals(wakeUp(lost).effects, []);
});

Deno.test("typing others: survives a clock set back, and has a limit", () => {
  const recorded = joined().pass(3_600_000).receive(typing()).pass(-3_000_000);
  wakeUp(recorded);
  assertEquals(wake(recorded), TYPING_ENDS_MS);
  const many = Array.from(
    { length: 2 * MAX_TYPING_MEMBERS },
    (_, i) => typing({ id: `x${i}`, name: "x" }),
  );
  assertEquals(joined().receive(...many).connection.typingMembers.length, MAX_TYPING_MEMBERS);
});

Deno.test("typing others: whatever arrives, every signal ends", () => {
  const move = fc.record({
    from: fc.constantFrom(kari, per),
    active: fc.boolean(),
    ms: fc.nat(20_000),
  });
  fc.assert(fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
    const recorded = joined();
    const typists = new Set<string>();
    const look = () => {
      for (const event of recorded.events) {
        if (event.type !== "typing") continue;
        if (event.active) typists.add(event.from.id);
        else typists.delete(event.from.id);
      }
    };
    let due: number | undefined;
    const run = (until: number) => {
      for (;;) {
        look();
        const ms = wake(recorded);
        if (ms !== undefined) due = recorded.at + ms;
        recorded.forget();
        if (due === undefined || due > until) break;
        recorded.at = due;
        due = undefined;
        recorded.take({ type: "woke", timer: "typing" });
      }
      recorded.at = until;
    };
    for (const { from, active, ms } of moves) {
      recorded.receive(typing(from, active));
      run(recorded.at + ms);
    }
    run(recorded.at + TYPING_ENDS_MS);
    assert(typists.size === 0, [...typists].join());
    assertEquals(recorded.connection.typingMembers, []);
  }));
});
