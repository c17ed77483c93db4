/**
 * Limits the connections from one ip, so that one machine cannot take them all. It must not know a
 * connection.
 *
 * @module
 */

import { isLoopback } from "./peer.ts";

/** Milliseconds between two reports. A thousand attempts are one report. */
const REPORT_EVERY = 60_000;

/** The prefix of an IPv4 address on a socket for both kinds. */
const MAPPED = /^::ffff:(?=[0-9.]+$)/i;

/** Called now and then, with the refusals since the last call. The last of them was from `ip`. */
export type OnRefused = (ip: string, refused: number) => void;

/** Counts connections by ip. */
export class ConnectionLimit {
  readonly #max: number;
  readonly #onRefused: OnRefused;
  readonly #counts = new Map<string, number>();
  #refused = 0;
  #reportedAt = -Infinity;

  /** @param max Connections from one ip. */
  constructor(max: number, onRefused: OnRefused) {
    this.#max = max;
    this.#onRefused = onRefused;
  }

  /** How many networks have connections. */
  get size(): number {
    return this.#counts.size;
  }

  /**
   * Counts a connection in.
   *
   * @param now Milliseconds since 1970.
   * @returns Whether it may stay. If so, {@linkcode release} counts it out.
   */
  admit(ip: string, now: number): boolean {
    if (isLoopback(ip)) return true;
    const key = networkOf(ip);
    const count = this.#counts.get(key) ?? 0;
    if (count >= this.#max) {
      this.#refuse(ip, now);
      return false;
    }
    this.#counts.set(key, count + 1);
    return true;
  }

  /** Counts an admitted connection out. */
  release(ip: string): void {
    const key = networkOf(ip);
    const count = this.#counts.get(key);
    if (count === undefined) return;
    if (count > 1) this.#counts.set(key, count - 1);
    else this.#counts.delete(key);
  }

  #refuse(ip: string, now: number): void {
    this.#refused++;
    if (now - this.#reportedAt < REPORT_EVERY) return;
    this.#onRefused(ip, this.#refused);
    this.#refused = 0;
    this.#reportedAt = now;
  }
}

/**
 * What counts as one ip: an IPv4 address, or the first half of an IPv6 one. A machine chooses the
 * rest.
 */
export function networkOf(ip: string): string {
  const plain = ip.replace(MAPPED, "");
  if (!plain.includes(":")) return plain;
  const [before = "", after] = plain.replace(/%.*$/, "").toLowerCase().split("::");
  const head = before === "" ? [] : before.split(":");
  const tail = after === undefined || after === "" ? [] : after.split(":");
  const zeros = Array<string>(Math.max(0, 8 - head.length - tail.length)).fill("0");
  const groups = [...head, ...(after === undefined ? [] : zeros), ...tail].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}
