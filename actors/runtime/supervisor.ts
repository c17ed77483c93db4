/**
 * Supervision in OTP's words: child specs, restart policies, intensity within a period, shutdown time then kill, stop
 * in reverse order. A crash is not handled where it happens: the child ends, and here it is decided what follows.
 *
 * The rules are those of https://www.erlang.org/doc/system/sup_princ.html for `one_for_one` and `simple_one_for_one`.
 *
 * @module
 */

import { type Child, describeError, type ExitReason } from "./actor.ts";
import type { Clock } from "./clock.ts";

/**
 * When an ended child is started again: `permanent` always, `transient` after a crash or a kill, `temporary` never.
 */
export type Restart = "permanent" | "transient" | "temporary";

/** How one child is started, restarted and stopped. */
export interface ChildSpec {
  /** Unique among its supervisor's children. */
  readonly id: string;
  readonly restart: Restart;
  /** Milliseconds it has from being told to stop until it is killed. */
  readonly shutdown: number;
  /** Starts it; `exited` is to be called once, when it has ended. To throw is to crash at the start. */
  readonly start: (exited: (reason: ExitReason) => void) => Child;
}

/** What a supervisor allows. */
export interface SupervisorOptions {
  readonly clock: Clock;
  /** So many restarts within `period` are borne; one more, and the supervisor stops its children and exits. */
  readonly intensity: number;
  /** Milliseconds. */
  readonly period: number;
  /**
   * How children are stopped: one after another, the last started first, where one that was started again keeps its
   * place; or, where they are of one kind and many, all together (OTP's `simple_one_for_one`).
   */
  readonly stop: "in reverse" | "together";
  /** Told of each child's exit, before anything is done about it. */
  readonly childExited?: (id: string, reason: ExitReason) => void;
  /** Told once, when the last child has ended after {@linkcode Supervisor.stop}, or when it gave up. */
  readonly exited: (reason: ExitReason) => void;
}

/** A child that runs, and what is to become of it. */
interface Running {
  readonly spec: ChildSpec;
  /** Where it stands among the others; it keeps it when it is started again. */
  readonly place: number;
  child: Child | undefined;
  stopping: boolean;
  /** Takes back the kill that follows a stop. */
  spare: () => void;
}

/** Starts children, watches them, starts them again or gives up, and stops them. */
export class Supervisor implements Child {
  readonly #options: SupervisorOptions;
  readonly #children = new Map<string, Running>();
  #places = 0;
  #restarts: readonly number[] = [];
  /** Once it is stopping: why it will have ended. */
  #ending: ExitReason | undefined;
  /** Whether children have been told to stop: all of them, where they stop together. */
  #stopped = false;
  #killed = false;
  #ended = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /** How many children run. */
  get size(): number {
    return this.#children.size;
  }

  /**
   * Starts a child. A stopping supervisor starts none.
   *
   * @throws {TypeError} If a child of that id runs: a fault of ours.
   */
  start(spec: ChildSpec): void {
    if (this.#children.has(spec.id)) throw new TypeError(`Cannot start a child: ${spec.id} runs`);
    if (this.#ending === undefined) this.#launch(spec, this.#places++);
  }

  /** Stops all children, each within its shutdown time, and then exits. */
  stop(): void {
    this.#endWith({ type: "shutdown" });
  }

  /** Ends all children at once, and exits. */
  kill(): void {
    // If it had given up, it ends for that reason still.
    if (this.#ending?.type !== "crashed") this.#ending = { type: "killed" };
    this.#killed = true;
    for (const running of this.#lastFirst()) running.child?.kill();
    this.#exitWhenEmpty();
  }

  #launch(spec: ChildSpec, place: number): void {
    const running: Running = { spec, place, child: undefined, stopping: false, spare: nothing };
    this.#children.set(spec.id, running);
    try {
      running.child = spec.start((reason) => this.#exited(running, reason));
    } catch (error) {
      const text = `Cannot start ${spec.id}: ${describeError(error)}`;
      return this.#exited(running, { type: "crashed", error: text });
    }
    // What it was told while it started reached nobody.
    if (this.#killed) running.child.kill();
    else if (running.stopping) running.child.stop();
  }

  #exited(running: Running, reason: ExitReason): void {
    const { spec } = running;
    if (this.#children.get(spec.id) !== running) return;
    this.#children.delete(spec.id);
    running.spare();
    this.#options.childExited?.(spec.id, reason);
    if (this.#ending !== undefined) return this.#proceed();
    if (!wantsRestart(spec.restart, reason)) return;
    this.#restarts = withinPeriod(this.#restarts, this.#options);
    if (this.#restarts.length > this.#options.intensity) {
      return this.#endWith({ type: "crashed", error: `Restart intensity reached by ${spec.id}` });
    }
    this.#launch(spec, running.place);
  }

  #endWith(reason: ExitReason): void {
    if (this.#ending !== undefined) return;
    this.#ending = reason;
    this.#proceed();
  }

  /** Stops the next child, or all of them, or exits when there is none left. */
  #proceed(): void {
    const all = this.#options.stop === "together";
    if (!this.#killed && !(all && this.#stopped)) {
      this.#stopped = true;
      const left = this.#lastFirst();
      for (const running of all ? left : left.slice(0, 1)) this.#stopChild(running);
    }
    this.#exitWhenEmpty();
  }

  #lastFirst(): readonly Running[] {
    return [...this.#children.values()].sort((a, b) => b.place - a.place);
  }

  #stopChild(running: Running): void {
    if (running.stopping) return;
    running.stopping = true;
    running.spare = this.#options.clock.schedule(
      running.spec.shutdown,
      () => running.child?.kill(),
    );
    running.child?.stop();
  }

  #exitWhenEmpty(): void {
    if (this.#children.size > 0 || this.#ended || this.#ending === undefined) return;
    this.#ended = true;
    this.#options.exited(this.#ending);
  }
}

function nothing(): void {}

function wantsRestart(restart: Restart, reason: ExitReason): boolean {
  if (restart === "permanent") return true;
  return restart === "transient" && (reason.type === "crashed" || reason.type === "killed");
}

/** The restarts that still count, and the one that is asked for now. */
function withinPeriod(
  restarts: readonly number[],
  { clock, period }: SupervisorOptions,
): readonly number[] {
  const now = clock.now();
  return [...restarts.filter((at) => now - at < period), now];
}
