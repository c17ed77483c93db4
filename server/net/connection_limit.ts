/**
 * How many connections there are from each network address, so that one machine can't take all there is. It knows addresses
 * only; what time it is, it is told.
 *
 * @module
 */

import { isLoopback } from "./peer.ts";

/** Milliseconds between two words to the host: whoever tries a thousand times is told of once. */
const TELL_EVERY = 60_000;

/** What an IPv4 address looks like where both kinds are listened to. */
const MAPPED = /^::ffff:(?=[0-9.]+$)/i;

/** Told now and then: so many were refused since it was last told, the last of them from `host`. */
export type OnRefused = (host: string, refused: number) => void;

/** Counts connections by address. */
export class ConnectionLimit {
  readonly #max: number;
  readonly #crowded: OnRefused;
  readonly #counts = new Map<string, number>();
  #refused = 0;
  #toldAt = -Infinity;

  /** @param max Connections from one address. */
  constructor(max: number, crowded: OnRefused) {
    this.#max = max;
    this.#crowded = crowded;
  }

  /** How many addresses there are connections from. */
  get size(): number {
    return this.#counts.size;
  }

  /**
   * Somebody connects.
   *
   * @param host The network address, without the port.
   * @param now Milliseconds since 1970.
   * @returns Whether it may; then it has to {@linkcode leave}.
   */
  enter(host: string, now: number): boolean {
    if (isLoopback(host)) return true;
    const key = networkOf(host);
    const count = this.#counts.get(key) ?? 0;
    if (count >= this.#max) {
      this.#refuse(host, now);
      return false;
    }
    this.#counts.set(key, count + 1);
    return true;
  }

  /** One that was let in is gone. */
  leave(host: string): void {
    const key = networkOf(host);
    const count = this.#counts.get(key);
    if (count === undefined) return;
    if (count > 1) this.#counts.set(key, count - 1);
    else this.#counts.delete(key);
  }

  #refuse(host: string, now: number): void {
    this.#refused++;
    if (now - this.#toldAt < TELL_EVERY) return;
    this.#crowded(host, this.#refused);
    this.#refused = 0;
    this.#toldAt = now;
  }
}

/** What counts as one address: an IPv4 address, or the first half of an IPv6 one, since a machine chooses the other itself. */
export function networkOf(host: string): string {
  const plain = host.replace(MAPPED, "");
  if (!plain.includes(":")) return plain;
  const [before = "", after] = plain.replace(/%.*$/, "").toLowerCase().split("::");
  const head = before === "" ? [] : before.split(":");
  const tail = after === undefined || after === "" ? [] : after.split(":");
  const zeros = Array<string>(Math.max(0, 8 - head.length - tail.length)).fill("0");
  const groups = [...head, ...(after === undefined ? [] : zeros), ...tail].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}
