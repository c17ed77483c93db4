/**
 * Messages between {@linkcode LoudRooms} and its worker.
 *
 * @module
 */

import type { BackToBack } from "./back_to_back.ts";

/** To the worker: fill rooms and send as fast as possible, or stop. */
export type ToLoudWorker =
  | { readonly type: "start"; readonly port: number; readonly rooms: number }
  | { readonly type: "stop" };

/** From the worker: it sends now, it has stopped (one result a room), or it failed. */
export type FromLoudWorker =
  | { readonly type: "started" }
  | { readonly type: "stopped"; readonly results: readonly BackToBack[] }
  | { readonly type: "failed"; readonly message: string };
