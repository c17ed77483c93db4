/**
 * Actors in other threads: the only module of this folder that code outside may import. Its users
 * start workers, place actors in them, and send messages as to any other actor. How a message
 * crosses, and how a thread waits for one, stays in this folder. `docs/threads.md` says what it
 * promises.
 *
 * @module
 */

export { type ActorStarters, type ActorTypes, runWorker } from "./worker_entry.ts";
export { WorkerChannels } from "./worker_channel.ts";
export { type StartThread, type Thread, type ThreadEvents, WorkerNode } from "./worker_node.ts";
export { WorkerPool } from "./worker_pool.ts";
