/**
 * What the server needs of a network. `tcp.ts` has the real one, the tests a simulated one.
 *
 * @module
 */

/** A connection. Its members are those of `Deno.TcpConn`. */
export interface TransportConn {
  readonly remoteAddr: { readonly hostname: string; readonly port: number };
  /** Reads at most `into.length` bytes; `null` after the other side has ended its half. */
  readonly read: (into: Uint8Array<ArrayBuffer>) => Promise<number | null>;
  /** Writes some of `bytes`, and resolves with how many. */
  readonly write: (bytes: Uint8Array) => Promise<number>;
  /** Ends our half. */
  readonly closeWrite: () => Promise<void>;
  readonly close: () => void;
}

/** A bound port. */
export interface TransportListener {
  readonly addr: { readonly hostname: string; readonly port: number };
  /**
   * Resolves with the next connection. It skips connections that broke too early, so that an error
   * is the listener's own.
   */
  readonly accept: () => Promise<TransportConn>;
  readonly close: () => void;
}
