/**
 * Scripted actors on the main thread and in workers, and one probe. The probe gets their reports
 * and exits in the order in which they reach the main thread.
 *
 * @module
 */

import type { ExitReason } from "../../../actors/runtime/actor.ts";
import { ActorSystem, type Spawned } from "../../../actors/runtime/actor_system.ts";
import { WorkerNode } from "../../../actors/runtime/threads/threads.ts";
import { FakeClock } from "./fake_clock.ts";
import {
  type Script,
  type ScriptedActors,
  type ScriptedInit,
  type ScriptedMessage,
  scriptedStarters,
  startScripted,
} from "./scripted_actor.ts";
import { settled } from "./settled.ts";
import { simulatedThreads } from "./simulated_threads.ts";

/** Large enough for every test except those that overflow a mailbox. */
const MAILBOX = 1_000;

/** Where to start a scripted actor. */
export interface SpawnAt {
  readonly mailbox?: number;
  /** `main`, or a worker, which is started if it does not run. */
  readonly node?: string;
  /** Called at its exit, besides the probe. */
  readonly exited?: (reason: ExitReason) => void;
}

/** Runs scripted actors on several nodes. */
export class Stage {
  readonly clock = new FakeClock();
  readonly system = new ActorSystem({ node: "main", clock: this.clock });
  readonly threads = simulatedThreads(scriptedStarters, this.clock);
  /** What the probe has heard. */
  readonly heard: string[] = [];
  /** The node of actors for which no node is given. */
  readonly home: string;
  readonly #workers = new Map<string, WorkerNode<ScriptedActors>>();
  readonly #probe = this.system.spawn<string>(
    "probe",
    () => ({ receive: (text) => void this.heard.push(text) }),
    { mailbox: Infinity },
  );

  constructor(home = "main") {
    this.home = home;
  }

  /** Undelivered messages by reason. */
  get undelivered(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.system.undelivered);
  }

  /** Starts a scripted actor. */
  spawn(id: string, script: Script = {}, at: SpawnAt = {}): Spawned<ScriptedMessage> {
    const { mailbox = MAILBOX, node = this.home, exited } = at;
    const init: ScriptedInit = { name: id, probe: this.#probe.ref.address, script };
    const options = {
      mailbox,
      exited: (reason: ExitReason) => {
        this.#probe.ref.send(`${id} exited: ${describeReason(reason)}`);
        exited?.(reason);
      },
    };
    return node === "main"
      ? this.system.spawn(id, startScripted(init), options)
      : this.worker(node).spawn("scripted", id, init, options);
  }

  /** The worker called `node`, which is started if it does not run. */
  worker(node: string): WorkerNode<ScriptedActors> {
    const running = this.#workers.get(node);
    if (running !== undefined) return running;
    const worker = new WorkerNode<ScriptedActors>(
      this.system,
      this.threads.startThread,
      node,
      () => this.#workers.delete(node),
    );
    this.#workers.set(node, worker);
    return worker;
  }

  /**
   * Runs `act` and waits until nothing more happens.
   *
   * @returns What the probe has heard since the last call.
   */
  async hears(act: () => void = () => {}): Promise<readonly string[]> {
    act();
    await settled();
    return this.heard.splice(0);
  }
}

/** An exit's reason in one line. */
export function describeReason(reason: ExitReason): string {
  return reason.type === "crashed" ? `crashed, ${reason.error}` : reason.type;
}

/** Runs the same test against actors on the test's thread and against actors in a worker. */
export function testInEveryPlace(name: string, body: (stage: Stage) => Promise<void>): void {
  Deno.test(`${name} (same thread)`, () => body(new Stage()));
  Deno.test(`${name} (in a worker)`, () => body(new Stage("worker")));
}
