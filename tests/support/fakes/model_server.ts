/**
 * The least server that keeps the promises of the protocol, and the network in front of it: what is on its way is lost
 * when the connection is cut, and what is not committed when the server is killed. It holds the client to its own
 * promises, too: to acknowledge only what was shown.
 *
 * @module
 */

import type { ClientFrame, FrameNamed, ServerFrame } from "../../../actors/protocol/frames.ts";
import { accepted, said, welcome } from "./recorded_connection.ts";

/** How far the numbers of a room jump when the server was killed. */
const JUMP = 1_000_000;

interface Held {
  readonly seq: number;
  readonly id: string;
  readonly text: string;
}

/** A server with one room, where kari is, and one seat more. */
export class ModelServer {
  /** What our client said and the server has safely, in order. */
  readonly committed: Held[] = [];
  /** On its way to the server, and from it. */
  toServer: ClientFrame[] = [];
  toClient: ServerFrame[] = [];
  #pending: Held[] = [];
  /** What kari said: all, and so many of them safely. */
  #heard: Held[] = [];
  #safelyHeard = 0;
  #seq = 0;
  #seats = 0;
  #token: string | undefined;
  #connected = false;

  /** Everything on its way is lost. */
  cut(): void {
    this.toServer = [];
    this.toClient = [];
    this.#connected = false;
  }

  /** The seat is free, since it was held long enough: by then everything is safe. */
  dropSeat(): void {
    this.commit();
    this.cut();
    this.#token = undefined;
  }

  /** It is killed and started anew; kari's client says again what was not accepted. */
  crash(): void {
    this.cut();
    this.#pending = [];
    this.#seq += JUMP;
    const unsafe = this.#heard.splice(this.#safelyHeard);
    for (const { id, text } of unsafe) this.hear(text, id);
  }

  /** Kari says something. */
  hear(text: string, id = text): void {
    const held = { seq: ++this.#seq, id, text };
    this.#heard.push(held);
    this.#send(said(held.seq, held.text, held.id));
  }

  /** What came so far is safe. */
  commit(): void {
    this.#safelyHeard = this.#heard.length;
    for (const held of this.#pending.splice(0)) {
      this.committed.push(held);
      this.#send(accepted(held.id, held.seq));
    }
  }

  /** Takes the next frame that has come through. `shown` is the highest number that the person can see. */
  take(shown: number): void {
    const frame = this.toServer.shift();
    if (frame?.type === "hello") this.#letIn(frame, shown);
    if (frame?.type === "say") this.#hold(frame);
    if (frame?.type === "ack") this.#check(frame.seq, shown);
  }

  /** What the client says that it has is forgotten here: it had better be where the person can see it. */
  #check(seq: number, shown: number): void {
    if (seq > shown) throw new Error(`The client acknowledged ${seq}, but showed ${shown}`);
  }

  #letIn({ resume }: FrameNamed<ClientFrame, "hello">, shown: number): void {
    const resumed = resume !== undefined && resume !== null && resume.token === this.#token;
    if (resumed) this.#check(resume.seq, shown);
    const token = resumed ? resume.token : `t${++this.#seats}`;
    this.#token = token;
    this.#connected = true;
    this.#send(welcome(this.#seq, { resumed, token }));
    if (!resumed) return;
    for (const { seq, id, text } of this.#heard) {
      if (seq > resume.seq) this.#send(said(seq, text, id));
    }
  }

  #hold({ id, text }: FrameNamed<ClientFrame, "say">): void {
    const before = this.committed.find((held) => held.id === id);
    if (before !== undefined) return this.#send(accepted(id, before.seq));
    if (this.#pending.some((held) => held.id === id)) return;
    this.#pending.push({ seq: ++this.#seq, id, text });
  }

  #send(frame: ServerFrame): void {
    if (this.#connected) this.toClient.push(frame);
  }
}
