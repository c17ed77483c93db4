import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  checkIdle,
  notTyping,
  textChanged,
  TYPING_IDLE_MS,
  TYPING_REFRESH_MS,
  type TypingStep,
} from "../../../client/chat/typing_signal.ts";

/** A shell with a clock in the test's hands. */
class TestShell {
  at = 1_000;
  /** The signals, and when they were sent. */
  readonly signals: { readonly active: boolean; readonly at: number }[] = [];
  #typing = notTyping;
  #wakeAt: number | undefined;

  type(text: string): this {
    return this.#follow(textChanged(this.#typing, text, this.at));
  }

  /** Lets time pass, and runs the timer when it is due. */
  pass(ms: number): this {
    const end = this.at + ms;
    while (this.#wakeAt !== undefined && this.#wakeAt <= end) {
      this.at = this.#wakeAt;
      this.#follow(checkIdle(this.#typing, this.at));
    }
    this.at = end;
    return this;
  }

  get actives(): readonly boolean[] {
    return this.signals.map(({ active }) => active);
  }

  #follow({ signal: typing, active, wake }: TypingStep): this {
    this.#typing = typing;
    this.#wakeAt = wake === undefined ? undefined : this.at + wake;
    if (active !== undefined) this.signals.push({ active, at: this.at });
    return this;
  }
}

Deno.test("typing signal: starts with the first change, repeats, and ends", () => {
  const shell = new TestShell().type("h").pass(1_000).type("he");
  assertEquals(shell.actives, [true]);
  shell.pass(TYPING_REFRESH_MS - 1_000).type("hei");
  assertEquals(shell.actives, [true, true]);
  shell.pass(TYPING_IDLE_MS - 1);
  assertEquals(shell.actives, [true, true]);
  shell.pass(1);
  assertEquals(shell.actives, [true, true, false]);
  assertEquals(shell.type("hei!").actives, [true, true, false, true]);
});

Deno.test("typing signal: ends with an empty text, and only once", () => {
  const shell = new TestShell().type("h").type("").type("").pass(60_000);
  assertEquals(shell.actives, [true, false]);
});

Deno.test("typing signal: ignores commands and blanks, but not //x", () => {
  assertEquals(new TestShell().type("/hvem").type(" ").type("\n").actives, []);
  assertEquals(new TestShell().type("/").type("//").actives, [true]);
  assertEquals(new TestShell().type("h").type("/h").actives, [true, false]);
});

Deno.test("typing signal: a clock set back neither silences nor prolongs it", () => {
  const shell = new TestShell().pass(3_600_000).type("h");
  shell.at -= 3_000_000;
  assertEquals(shell.type("he").actives, [true, true]);
  const resting = checkIdle({ sentAt: 9_000, changedAt: 9_000 }, 1_000);
  assertEquals([resting.active, resting.wake], [false, undefined]);
});

Deno.test("typing signal: any typing is reported within the time limits", () => {
  const moves = fc.array(
    fc.record({ text: fc.constantFrom("", " ", "/a", "//a", "a", "ab"), ms: fc.nat(8_000) }),
    { maxLength: 40 },
  );
  fc.assert(fc.property(moves, (moves) => {
    const shell = new TestShell();
    for (const { text, ms } of moves) shell.type(text).pass(ms);
    shell.pass(TYPING_IDLE_MS);
    assert(shell.actives.at(-1) !== true);
    shell.signals.forEach(({ active, at }, i) => {
      const before = shell.signals[i - 1];
      if (!active) assertEquals(before?.active, true);
      else if (before?.active) assert(at - before.at >= TYPING_REFRESH_MS);
      // For others, a signal expires after 12 s.
      if (before?.active) assert(at - before.at <= TYPING_REFRESH_MS + TYPING_IDLE_MS);
    });
  }));
});
