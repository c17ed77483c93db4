/**
 * Scripted actors on the main thread and in workers, with one probe that hears all that they tell, and all their
 * exits, in the order in which they come to the main thread.
 *
 * @module
 */

import type { ExitReason } from "../../../actors/runtime/actor.ts";
import { ActorSystem, type Spawned } from "../../../actors/runtime/actor_system.ts";
import { WorkerNode } from "../../../actors/runtime/threads/threads.ts";
import { FakeClock } from "./fake_clock.ts";
import {
  type Script,
  type ScriptedInit,
  type ScriptedKinds,
  type ScriptedMessage,
  scriptedStarters,
  startScripted,
} from "./scripted_actor.ts";
import { settled } from "./settled.ts";
import { simulatedThreads } from "./simulated_threads.ts";

/** Room enough for whoever is not there to overflow. */
const MAILBOX = 1_000;

/** Where a scripted actor is started. */
export interface SpawnAt {
  readonly mailbox?: number;
  /** `main`, or a worker, which is started if need be. */
  readonly node?: string;
  /** Told of its exit besides the probe. */
  readonly exited?: (reason: ExitReason) => void;
}

/** Where scripted actors play. */
export class Stage {
  readonly clock = new FakeClock();
  readonly system = new ActorSystem({ node: "main", clock: this.clock });
  readonly threads = simulatedThreads(scriptedStarters, this.clock);
  /** What the probe has heard. */
  readonly heard: string[] = [];
  /** Where actors live for which no node is given. */
  readonly home: string;
  readonly #workers = new Map<string, WorkerNode<ScriptedKinds>>();
  readonly #probe = this.system.spawn<string>(
    "probe",
    () => ({ receive: (text) => void this.heard.push(text) }),
    { mailbox: Infinity },
  );

  constructor(home = "main") {
    this.home = home;
  }

  /** Messages that nobody got, by reason. */
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

  /** The worker called `node`, which is started if need be. */
  worker(node: string): WorkerNode<ScriptedKinds> {
    const running = this.#workers.get(node);
    if (running !== undefined) return running;
    const worker = new WorkerNode<ScriptedKinds>(
      this.system,
      this.threads.startThread,
      node,
      () => this.#workers.delete(node),
    );
    this.#workers.set(node, worker);
    return worker;
  }

  /** What the probe hears by `act`, or has heard since the last time, once all is still. */
  async hears(act: () => void = () => {}): Promise<readonly string[]> {
    act();
    await settled();
    return this.heard.splice(0);
  }
}

/** An exit's reason in a line. */
export function describeReason(reason: ExitReason): string {
  return reason.type === "crashed" ? `crashed, ${reason.error}` : reason.type;
}

/** The same test against actors on the test's thread, and against actors in a worker. */
export function testInEveryPlace(name: string, body: (stage: Stage) => Promise<void>): void {
  Deno.test(`${name} (same thread)`, () => body(new Stage()));
  Deno.test(`${name} (in a worker)`, () => body(new Stage("worker")));
}
