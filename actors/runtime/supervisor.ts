/**
 * Supervision in OTP's words: child specs, restart policies, intensity within a period, shutdown
 * time then kill, stop in reverse order. A crash is not handled where it happens. The child ends,
 * and its supervisor decides what follows.
 *
 * The rules are those of https://www.erlang.org/doc/system/sup_princ.html for `one_for_one` and
 * `simple_one_for_one`.
 *
 * @module
 */

import { type Child, describeError, type ExitReason } from "./actor.ts";
import type { Clock } from "./clock.ts";

/**
 * When an ended child is restarted: `permanent` always, `transient` after a crash or a kill,
 * `temporary` never.
 */
export type Restart = "permanent" | "transient" | "temporary";

/** How to start, restart and stop one child. */
export interface ChildSpec {
  /** Unique among the supervisor's children. */
  readonly id: string;
  readonly restart: Restart;
  /** Milliseconds from the request to stop until the supervisor kills the child. */
  readonly shutdown: number;
  /**
   * Starts the child, which must call `exited` once, when it has ended. An exception is a crash at
   * the start.
   */
  readonly start: (exited: (reason: ExitReason) => void) => Child;
}

/** What a supervisor allows, and whom it informs. */
export interface SupervisorOptions {
  readonly clock: Clock;
  /**
   * The most restarts within `period`. At one more, the supervisor stops its children and exits.
   */
  readonly intensity: number;
  /** Milliseconds. */
  readonly period: number;
  /**
   * How children are stopped: `in reverse`, one after another, the last started first, where a
   * restarted child keeps its position; or `together`, for many children of one kind (OTP's
   * `simple_one_for_one`).
   */
  readonly stop: "in reverse" | "together";
  /** Called at each child's exit, before the supervisor acts on it. */
  readonly childExited?: (id: string, reason: ExitReason) => void;
  /**
   * Called once, when the last child has ended after {@linkcode Supervisor.stop} or after giving
   * up.
   */
  readonly exited: (reason: ExitReason) => void;
}

/** A running child and how it is being stopped. */
interface Running {
  readonly spec: ChildSpec;
  /** Its position among the children. A restart keeps it. */
  readonly position: number;
  child: Child | undefined;
  stopping: boolean;
  /** Cancels the kill that follows a request to stop. */
  cancelKill: () => void;
}

/** Starts children, watches them, restarts them or gives up, and stops them. */
export class Supervisor implements Child {
  readonly #options: SupervisorOptions;
  readonly #children = new Map<string, Running>();
  #positions = 0;
  #restarts: readonly number[] = [];
  /** The reason to exit with; set once the supervisor is stopping. */
  #ending: ExitReason | undefined;
  /** Whether children have been asked to stop. With `together`, all of them have. */
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
   * @throws {TypeError} If a child with this id runs: our own bug.
   */
  start(spec: ChildSpec): void {
    if (this.#children.has(spec.id)) throw new TypeError(`Cannot start a child: ${spec.id} runs`);
    if (this.#ending === undefined) this.#launch(spec, this.#positions++);
  }

  /** Stops all children, each within its shutdown time, and then exits. */
  stop(): void {
    this.#endWith({ type: "shutdown" });
  }

  /** Kills all children at once, and exits. */
  kill(): void {
    // A supervisor that has given up keeps that reason.
    if (this.#ending?.type !== "crashed") this.#ending = { type: "killed" };
    this.#killed = true;
    for (const running of this.#lastFirst()) running.child?.kill();
    this.#exitWhenEmpty();
  }

  #launch(spec: ChildSpec, position: number): void {
    const running: Running = {
      spec,
      position,
      child: undefined,
      stopping: false,
      cancelKill: nothing,
    };
    this.#children.set(spec.id, running);
    try {
      running.child = spec.start((reason) => this.#exited(running, reason));
    } catch (error) {
      const text = `Cannot start ${spec.id}: ${describeError(error)}`;
      return this.#exited(running, { type: "crashed", error: text });
    }
    // A stop or kill during the start could not reach the child.
    if (this.#killed) running.child.kill();
    else if (running.stopping) running.child.stop();
  }

  #exited(running: Running, reason: ExitReason): void {
    const { spec } = running;
    if (this.#children.get(spec.id) !== running) return;
    this.#children.delete(spec.id);
    running.cancelKill();
    this.#options.childExited?.(spec.id, reason);
    if (this.#ending !== undefined) return this.#proceed();
    if (!wantsRestart(spec.restart, reason)) return;
    this.#restarts = withinPeriod(this.#restarts, this.#options);
    if (this.#restarts.length > this.#options.intensity) {
      return this.#endWith({ type: "crashed", error: `Restart intensity reached by ${spec.id}` });
    }
    this.#launch(spec, running.position);
  }

  #endWith(reason: ExitReason): void {
    if (this.#ending !== undefined) return;
    this.#ending = reason;
    this.#proceed();
  }

  /** Stops the next child, or all of them; exits when none is left. */
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
    return [...this.#children.values()].sort((a, b) => b.position - a.position);
  }

  #stopChild(running: Running): void {
    if (running.stopping) return;
    running.stopping = true;
    running.cancelKill = this.#options.clock.schedule(
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

/** The restarts within the period, including the one that is due now. */
function withinPeriod(
  restarts: readonly number[],
  { clock, period }: SupervisorOptions,
): readonly number[] {
  const now = clock.now();
  return [...restarts.filter((at) => now - at < period), now];
}
