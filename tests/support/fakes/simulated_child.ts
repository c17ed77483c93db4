/**
 * A supervisor whose children start and end as the test says, and a log of what happened.
 *
 * @module
 */

import type { ExitReason } from "../../../actors/runtime/actor.ts";
import {
  type ChildSpec,
  type Restart,
  Supervisor,
  type SupervisorOptions,
} from "../../../actors/runtime/supervisor.ts";
import { FakeClock } from "./fake_clock.ts";
import { describeReason } from "./stage.ts";

/** By default a child is permanent, has a second to stop, and stops when asked. */
export interface ChildOptions {
  readonly restart?: Restart;
  readonly shutdown?: number;
  /** It ignores the request to stop. */
  readonly stays?: boolean;
  /** Called in the middle of its start. */
  readonly starting?: () => void;
}

/** A supervisor and its children. */
export class TestSupervisor {
  readonly clock: FakeClock;
  readonly supervisor: Supervisor;
  /** What happened. */
  readonly log: string[] = [];
  readonly #living = new Map<string, (reason: ExitReason) => void>();

  constructor(options: Partial<SupervisorOptions> = {}) {
    this.clock = new FakeClock();
    this.supervisor = new Supervisor({
      clock: this.clock,
      intensity: 3,
      period: 1_000,
      stop: "in reverse",
      childExited: (id, reason) => this.log.push(`${id}: ${describeReason(reason)}`),
      exited: (reason) => this.log.push(`supervisor: ${describeReason(reason)}`),
      ...options,
    });
  }

  /** The children that live, in the order of their latest starts. */
  get living(): readonly string[] {
    return [...this.#living.keys()];
  }

  /** Starts a child. */
  start(id: string, options: ChildOptions = {}): void {
    this.supervisor.start(this.spec(id, options));
  }

  /** How to start a child called `id`. */
  spec(id: string, options: ChildOptions = {}): ChildSpec {
    const { restart = "permanent", shutdown = 1_000, stays = false, starting } = options;
    return {
      id,
      restart,
      shutdown,
      start: (exited) => {
        this.log.push(`${id} starts`);
        let alive = true;
        const end = (reason: ExitReason) => {
          if (!alive) return;
          alive = false;
          this.#living.delete(id);
          exited(reason);
        };
        this.#living.set(id, end);
        starting?.();
        return {
          stop: () => {
            this.log.push(`${id} is asked to stop`);
            if (!stays) end({ type: "shutdown" });
          },
          kill: () => end({ type: "killed" }),
        };
      },
    };
  }

  /** Ends a living child. */
  end(id: string, type: ExitReason["type"]): void {
    const end = this.#living.get(id);
    if (end === undefined) throw new TypeError(`Cannot end a child: ${id} has ended`);
    end(type === "crashed" ? { type, error: "broken" } : { type });
  }

  /**
   * Runs `act`.
   *
   * @returns What happened.
   */
  sees(act: () => void): readonly string[] {
    this.log.splice(0);
    act();
    return this.log.splice(0);
  }
}
