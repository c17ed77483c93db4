/**
 * What the server needs of a network. `Deno.listen` gives it; the tests' simulated one does too.
 *
 * @module
 */

/** One TCP connection, as `Deno.TcpConn` has it. */
export interface TransportConn {
  readonly remoteAddr: { readonly hostname: string; readonly port: number };
  /** Reads at most what `into` holds; `null` once the other side has ended its half. */
  readonly read: (into: Uint8Array<ArrayBuffer>) => Promise<number | null>;
  /** Writes some of `bytes`, and tells how many. */
  readonly write: (bytes: Uint8Array) => Promise<number>;
  /** Ends this side's half. */
  readonly closeWrite: () => Promise<void>;
  readonly close: () => void;
}

/** A bound port. */
export interface TransportListener {
  readonly addr: { readonly hostname: string; readonly port: number };
  /** The next connection. What it throws is the listener's own trouble: connections that broke before they were had are passed over. */
  readonly accept: () => Promise<TransportConn>;
  readonly close: () => void;
}
