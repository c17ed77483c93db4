/**
 * A browser without screen or network: the test plays the server, and storage is in memory. It must
 * not know what is tested.
 *
 * @module
 */

import type { ServerFrame } from "../../../actors/protocol/frames.ts";
import type { TransportHandler } from "../../../client/connection/transport.ts";
import type { Browser, TextStorage } from "../../../client/web/browser.ts";
import { FakeClock } from "./fake_clock.ts";

/** The server's end of one connection. */
export class SimulatedTransport {
  readonly received: unknown[] = [];
  isClosed = false;
  readonly #handler: TransportHandler;

  constructor(handler: TransportHandler) {
    this.#handler = handler;
  }

  /** Receives what the browser sends. */
  readonly take = (message: string): void => {
    this.received.push(JSON.parse(message));
  };

  /** The latest received frame of a type. */
  last(type: string): unknown {
    return this.received.findLast((frame) =>
      typeof frame === "object" && frame !== null && "type" in frame && frame.type === type
    );
  }

  open(): void {
    this.#handler.onOpened();
  }

  send(frame: ServerFrame): void {
    this.#handler.onReceived([JSON.stringify(frame)]);
  }

  /** Closes the connection, from either end. */
  readonly close = (): void => {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#handler.onClosed();
  };
}

/** A browser. After a reload it starts with the storage of the one before. */
export class SimulatedBrowser implements Browser {
  readonly clock = new FakeClock();
  readonly transports: SimulatedTransport[] = [];
  readonly notified: string[] = [];
  readonly storage: Map<string, string>;
  allowsNotifications = true;
  readonly sessionStorage: TextStorage;
  readonly localStorage: TextStorage;
  #ids = 0;

  constructor(storage: ReadonlyMap<string, string> = new Map()) {
    this.storage = new Map(storage);
    this.sessionStorage = textStorage(this.storage, "tab");
    this.localStorage = textStorage(this.storage, "home");
  }

  /** The latest connection. */
  get transport(): SimulatedTransport {
    const transport = this.transports.at(-1);
    if (transport === undefined) throw new Error("The page has not connected");
    return transport;
  }

  readonly now = (): number => this.clock.now();
  readonly random = (): number => 0.5;
  readonly randomId = (): string => `r${this.storage.size}${++this.#ids}`;
  readonly schedule = (ms: number, run: () => void) => this.clock.schedule(ms, run);

  readonly connect = (handler: TransportHandler) => {
    const transport = new SimulatedTransport(handler);
    this.transports.push(transport);
    return { send: transport.take, close: transport.close };
  };

  readonly notify = (title: string, text: string): void => {
    this.notified.push(`${title}: ${text}`);
  };

  readonly requestNotifications = () => Promise.resolve(this.allowsNotifications);
}

function textStorage(storage: Map<string, string>, of: string): TextStorage {
  return {
    get: (name) => storage.get(`${of} ${name}`),
    set: (name, text) => {
      if (text === undefined) storage.delete(`${of} ${name}`);
      else storage.set(`${of} ${name}`, text);
    },
  };
}
