/**
 * A browser without a screen or a network: the test is the server, and what is kept stays in memory. It must not know
 * what is tested.
 *
 * @module
 */

import type { ServerFrame } from "../../../actors/protocol/frames.ts";
import type { TransportHandler } from "../../../client/connection/transport.ts";
import type { Browser, TextStorage } from "../../../client/web/browser.ts";
import { FakeClock } from "./fake_clock.ts";

/** One connection, from the server's end. */
export class SimulatedTransport {
  readonly received: unknown[] = [];
  isClosed = false;
  readonly #listener: TransportHandler;

  constructor(listener: TransportHandler) {
    this.#listener = listener;
  }

  /** The browser sends. */
  readonly take = (message: string): void => {
    this.received.push(JSON.parse(message));
  };

  /** The last frame of a type that came. */
  last(type: string): unknown {
    return this.received.findLast((frame) =>
      typeof frame === "object" && frame !== null && "type" in frame && frame.type === type
    );
  }

  open(): void {
    this.#listener.onOpened();
  }

  send(frame: ServerFrame): void {
    this.#listener.onReceived([JSON.stringify(frame)]);
  }

  /** Ends it, from either end. */
  readonly close = (): void => {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#listener.onClosed();
  };
}

/** A browser; `tab` and `home` may be another's, as where a page is loaded anew. */
export class SimulatedBrowser implements Browser {
  readonly clock = new FakeClock();
  readonly transports: SimulatedTransport[] = [];
  readonly notified: string[] = [];
  readonly kept: Map<string, string>;
  allowsNotifying = true;
  readonly sessionStorage: TextStorage;
  readonly localStorage: TextStorage;
  #ids = 0;

  constructor(kept: ReadonlyMap<string, string> = new Map()) {
    this.kept = new Map(kept);
    this.sessionStorage = shelf(this.kept, "tab");
    this.localStorage = shelf(this.kept, "home");
  }

  /** The newest connection. */
  get transport(): SimulatedTransport {
    const transport = this.transports.at(-1);
    if (transport === undefined) throw new Error("Cannot give a connection: none was made");
    return transport;
  }

  readonly now = (): number => this.clock.now();
  readonly random = (): number => 0.5;
  readonly randomId = (): string => `r${this.kept.size}${++this.#ids}`;
  readonly schedule = (ms: number, done: () => void) => this.clock.schedule(ms, done);

  readonly connect = (listener: TransportHandler) => {
    const transport = new SimulatedTransport(listener);
    this.transports.push(transport);
    return { send: transport.take, close: transport.close };
  };

  readonly notify = (title: string, text: string): void => {
    this.notified.push(`${title}: ${text}`);
  };

  readonly requestNotifications = () => Promise.resolve(this.allowsNotifying);
}

function shelf(kept: Map<string, string>, of: string): TextStorage {
  return {
    get: (name) => kept.get(`${of} ${name}`),
    set: (name, text) => {
      if (text === undefined) kept.delete(`${of} ${name}`);
      else kept.set(`${of} ${name}`, text);
    },
  };
}
