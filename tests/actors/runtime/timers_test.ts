import { assertEquals } from "@std/assert";
import type { ActorContext, Behavior } from "../../../actors/runtime/actor.ts";
import { ActorSystem } from "../../../actors/runtime/actor_system.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import { settled } from "../../support/fakes/settled.ts";
import { Stage, testInEveryPlace } from "../../support/fakes/stage.ts";

/** An actor that takes strings, with its own clock, and the messages that it has handled. */
function actorOf(start: (context: ActorContext<string>) => Partial<Behavior<string>>) {
  const clock = new FakeClock();
  const system = new ActorSystem({ node: "main", clock });
  const handled: string[] = [];
  const actor = system.spawn<string>(
    "ada",
    (context) => ({ receive: (text) => void handled.push(text), ...start(context) }),
    { mailbox: 9 },
  );
  return { ...actor, clock, handled };
}

testInEveryPlace("timer: sends its message once, when due [timer.1]", async (stage) => {
  const { ref } = stage.spawn("ada");
  await stage.hears(() => ref.send({ type: "after", ms: 100, text: "wakes" }));
  assertEquals(await stage.hears(() => stage.clock.advance(99)), []);
  assertEquals(await stage.hears(() => stage.clock.advance(1)), ["ada wakes"]);
  assertEquals(await stage.hears(() => stage.clock.advance(1_000)), []);
});

Deno.test("timer: its message comes after those that wait [timer.2]", async () => {
  const { ref, clock, handled } = actorOf((context) => {
    context.after(100, "timer");
    return {};
  });
  ref.send("before");
  clock.advance(100);
  ref.send("after");
  await settled();
  assertEquals(handled, ["before", "timer", "after"]);
});

Deno.test("timer: sends nothing after it is cancelled [timer.3]", async () => {
  const takeBack: (() => void)[] = [];
  const { clock, handled } = actorOf((context) => {
    takeBack.push(context.after(100, "first"), context.after(200, "second"));
    return {};
  });
  takeBack[0]?.();
  takeBack[0]?.();
  clock.advance(200);
  takeBack[1]?.();
  await settled();
  assertEquals(handled, ["second"]);
  assertEquals(clock.waiting, 0);
});

testInEveryPlace("timer: ends with its actor [timer.4]", async (stage) => {
  for (const end of ["exit", "throw", "stop", "kill"]) {
    const { ref, stop, kill } = stage.spawn("ada");
    await stage.hears(() => {
      ref.send({ type: "after", ms: 100, text: "wakes" });
      ref.send({ type: "after", ms: 200, text: "wakes" });
    });
    assertEquals(stage.clock.waiting, 2);
    await stage.hears(() => {
      if (end === "exit") ref.send({ type: "exit" });
      if (end === "throw") ref.send({ type: "throw", error: "now" });
      if (end === "stop") stop();
      if (end === "kill") kill();
    });
    assertEquals(stage.clock.waiting, 0);
  }
});

Deno.test("timer: is not set by an actor that has ended [timer.5]", async () => {
  const { kill, clock, handled } = actorOf((context) => ({
    ended() {
      context.after(100, "after its end")();
      context.after(100, "after its end");
    },
  }));
  kill();
  assertEquals(clock.waiting, 0);
  clock.advance(100);
  await settled();
  assertEquals(handled, []);
});

Deno.test("timer: ends with its thread [timer.6]", async () => {
  const stage = new Stage("worker");
  const { ref } = stage.spawn("ada");
  await stage.hears(() => ref.send({ type: "after", ms: 100, text: "wakes" }));
  stage.threads.die("worker", "out of memory");
  assertEquals(stage.clock.waiting, 0);
});
