/**
 * Between the driver and the thread that makes the noise.
 *
 * @module
 */

import type { Streamed } from "./stream.ts";

/** To the thread: fill so many rooms and be as loud as the server lets you; be quiet again. */
export type ToLoud =
  | { readonly type: "start"; readonly port: number; readonly rooms: number }
  | { readonly type: "stop" };

/** From the thread: it is loud now; it was, and this came of it, room by room; or it could not. */
export type FromLoud =
  | { readonly type: "started" }
  | { readonly type: "stopped"; readonly streams: readonly Streamed[] }
  | { readonly type: "failed"; readonly message: string };
