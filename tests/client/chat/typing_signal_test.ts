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

/** A shell that does as it is told, with a clock in the test's hands. */
class Shell {
  at = 1_000;
  /** What was told, and when. */
  readonly told: { readonly active: boolean; readonly at: number }[] = [];
  #typing = notTyping;
  #wakeAt: number | undefined;

  type(text: string): this {
    return this.#follow(textChanged(this.#typing, text, this.at));
  }

  /** Time passes, and whatever was asked for comes when it is due. */
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
    return this.told.map(({ active }) => active);
  }

  #follow({ signal: typing, active, wake }: TypingStep): this {
    this.#typing = typing;
    this.#wakeAt = wake === undefined ? undefined : this.at + wake;
    if (active !== undefined) this.told.push({ active, at: this.at });
    return this;
  }
}

Deno.test("typing: is told at the first change, again while it lasts, and that it is over", () => {
  const shell = new Shell().type("h").pass(1_000).type("he");
  assertEquals(shell.actives, [true]);
  shell.pass(TYPING_REFRESH_MS - 1_000).type("hei");
  assertEquals(shell.actives, [true, true]);
  shell.pass(TYPING_IDLE_MS - 1);
  assertEquals(shell.actives, [true, true]);
  shell.pass(1);
  assertEquals(shell.actives, [true, true, false]);
  assertEquals(shell.type("hei!").actives, [true, true, false, true]);
});

Deno.test("typing: is over when there is nothing left, and tells nothing twice", () => {
  const shell = new Shell().type("h").type("").type("").pass(60_000);
  assertEquals(shell.actives, [true, false]);
});

Deno.test("typing: commands and blanks are nobody's business, but //x is said", () => {
  assertEquals(new Shell().type("/hvem").type(" ").type("\n").actives, []);
  assertEquals(new Shell().type("/").type("//").actives, [true]);
  assertEquals(new Shell().type("h").type("/h").actives, [true, false]);
});

Deno.test("typing: a clock that is put back neither silences it nor keeps it going", () => {
  const shell = new Shell().pass(3_600_000).type("h");
  shell.at -= 3_000_000;
  assertEquals(shell.type("he").actives, [true, true]);
  const resting = checkIdle({ toldAt: 9_000, changedAt: 9_000 }, 1_000);
  assertEquals([resting.active, resting.wake], [false, undefined]);
});

Deno.test("typing: whatever is typed, others know within bounds whether it is so", () => {
  const moves = fc.array(
    fc.record({ text: fc.constantFrom("", " ", "/a", "//a", "a", "ab"), ms: fc.nat(8_000) }),
    { maxLength: 40 },
  );
  fc.assert(fc.property(moves, (moves) => {
    const shell = new Shell();
    for (const { text, ms } of moves) shell.type(text).pass(ms);
    shell.pass(TYPING_IDLE_MS);
    assert(shell.actives.at(-1) !== true);
    shell.told.forEach(({ active, at }, i) => {
      const before = shell.told[i - 1];
      if (!active) assertEquals(before?.active, true);
      else if (before?.active) assert(at - before.at >= TYPING_REFRESH_MS);
      // Others take it to be over after 12 s without a word.
      if (before?.active) assert(at - before.at <= TYPING_REFRESH_MS + TYPING_IDLE_MS);
    });
  }));
});
