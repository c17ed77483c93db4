import { assertEquals } from "@std/assert";
import type { ExitReason } from "../../../actors/runtime/actor.ts";
import {
  type Effect,
  send,
  type StateCell,
  stateMachine,
  type Step,
} from "../../../actors/runtime/state_machine.ts";
import { ActorSystem } from "../../../actors/runtime/actor_system.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import { settled } from "../../support/fakes/settled.ts";

/** What to add, and the effects to ask for. */
type Count = { readonly by: number; readonly effects?: readonly Effect<Count>[] };

/** The sum, and the time of the last message. */
type Sum = { readonly sum: number; readonly at: number };

function count({ sum }: Sum, { by, effects = [] }: Count, now: number): Step<Sum, Count> {
  if (by < 0) throw new RangeError(`Cannot count by ${by}`);
  return { state: { sum: sum + by, at: now }, effects };
}

/** A state machine that adds, and a listener that it can send numbers to. */
class TestMachine {
  readonly clock = new FakeClock(0);
  readonly system = new ActorSystem({ node: "main", clock: this.clock });
  readonly cell: StateCell<Sum> = { state: { sum: 0, at: 0 } };
  readonly exits: ExitReason[] = [];
  readonly heard: number[] = [];
  readonly counter = this.system.address<Count>("counter");
  readonly listener = this.system.spawn<number>(
    "listener",
    () => ({ receive: (number) => void this.heard.push(number) }),
    { mailbox: 9 },
  ).ref.address;

  start(first?: readonly Effect<Count>[]): this {
    this.system.spawn("counter", stateMachine(this.cell, count, first), {
      mailbox: 9,
      exited: (reason) => this.exits.push(reason),
    });
    return this;
  }

  async count(by: number, ...effects: readonly Effect<Count>[]): Promise<void> {
    this.system.send(this.counter, { by, effects });
    await settled();
  }

  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    await settled();
  }

  get sum(): number {
    return this.cell.state.sum;
  }
}

function after(ms: number, by: number, timer = "tick"): Effect<Count> {
  return { type: "after", timer, ms, message: { by } };
}

Deno.test("state machine: passes each message's time to its transition [machine.1]", async () => {
  const shop = new TestMachine().start();
  await shop.count(2);
  await shop.pass(50);
  await shop.count(3);
  assertEquals(shop.cell.state, { sum: 5, at: 50 });
});

Deno.test("state machine: performs effects in order, after the state change [machine.2]", async () => {
  const shop = new TestMachine().start();
  const { listener } = shop;
  await shop.count(2, send(listener, 1), send(listener, 2), send(shop.counter, { by: 5 }));
  assertEquals(shop.heard, [1, 2]);
  assertEquals(shop.sum, 7);
});

Deno.test("state machine: performs the first effects at each start [machine.3]", async () => {
  const shop = new TestMachine();
  shop.start([send(shop.listener, 1), after(100, 4)]);
  await shop.pass(100);
  assertEquals(shop.heard, [1]);
  assertEquals(shop.sum, 4);
});

Deno.test("state machine: replaces a timer that is set again [machine.4]", async () => {
  const shop = new TestMachine().start();
  await shop.count(0, after(100, 1));
  await shop.count(0, after(200, 2));
  assertEquals(shop.clock.waiting, 1);
  await shop.pass(100);
  assertEquals(shop.sum, 0);
  await shop.pass(100);
  assertEquals(shop.sum, 2);
  await shop.count(0, after(100, 4));
  await shop.pass(100);
  assertEquals(shop.sum, 6);
});

Deno.test("state machine: cancels a timer, set or not [machine.5]", async () => {
  const shop = new TestMachine().start();
  const cancel: Effect<Count> = { type: "cancel", timer: "tick" };
  await shop.count(0, cancel, after(100, 1), after(100, 2, "other"));
  await shop.count(0, cancel);
  await shop.pass(100);
  assertEquals(shop.sum, 2);
  await shop.count(0, cancel);
  assertEquals(shop.clock.waiting, 0);
});

Deno.test("state machine: exits after the effect exit [machine.6]", async () => {
  const shop = new TestMachine().start();
  await shop.count(2, { type: "exit" }, send(shop.listener, 1), after(100, 1));
  assertEquals(shop.exits, [{ type: "normal" }]);
  // The effects of the same step are performed, but no timer is set after the exit.
  assertEquals(shop.heard, [1]);
  assertEquals(shop.clock.waiting, 0);
});

Deno.test("state machine: a transition that throws changes nothing [machine.7]", async () => {
  const shop = new TestMachine().start();
  await shop.count(2);
  await shop.count(-1, send(shop.listener, 1));
  assertEquals(shop.exits, [{ type: "crashed", error: "RangeError: Cannot count by -1" }]);
  assertEquals(shop.sum, 2);
  assertEquals(shop.heard, []);
});

Deno.test("state machine: a restart continues from the last good state [machine.8]", async () => {
  const shop = new TestMachine().start();
  await shop.count(2, after(100, 9));
  await shop.count(-1);
  shop.start([send(shop.listener, 1)]);
  await shop.count(3);
  // Timers are not state: they ended with the first actor.
  await shop.pass(100);
  assertEquals(shop.sum, 5);
  assertEquals(shop.heard, [1]);
});

Deno.test("state machine: crashes at an unknown effect", async () => {
  const shop = new TestMachine().start();
  await shop.count(1, { type: "new" } as never);
  assertEquals(shop.exits.map(({ type }) => type), ["crashed"]);
});
