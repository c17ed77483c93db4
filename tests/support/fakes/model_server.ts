/**
 * The smallest server that keeps the protocol's promises, and the network in front of it. Cutting
 * the connection loses everything in flight, and a crash loses everything that is not committed. It
 * also checks that the client acks only what was shown.
 *
 * @module
 */

import type { ClientFrame, FrameNamed, ServerFrame } from "../../../actors/protocol/frames.ts";
import { accepted, said, welcome } from "./recorded_connection.ts";

/** How far a room's numbers jump after a crash. */
const JUMP = 1_000_000;

interface Held {
  readonly seq: number;
  readonly id: string;
  readonly text: string;
}

/** A server with one room, in which kari is, and one more seat. */
export class ModelServer {
  /** The texts of our client that are safe, in order. */
  readonly committed: Held[] = [];
  /** In flight to the server, and from it. */
  toServer: ClientFrame[] = [];
  toClient: ServerFrame[] = [];
  #pending: Held[] = [];
  /** Everything that kari said, and how much of it is safe. */
  #heard: Held[] = [];
  #safelyHeard = 0;
  #seq = 0;
  #seats = 0;
  #token: string | undefined;
  #connected = false;

  /** Loses everything in flight. */
  cut(): void {
    this.toServer = [];
    this.toClient = [];
    this.#connected = false;
  }

  /** Gives the seat up. By then everything is safe. */
  dropSeat(): void {
    this.commit();
    this.cut();
    this.#token = undefined;
  }

  /** Kills and restarts the server. Kari's client sends its unaccepted texts again. */
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

  /** Makes everything so far safe. */
  commit(): void {
    this.#safelyHeard = this.#heard.length;
    for (const held of this.#pending.splice(0)) {
      this.committed.push(held);
      this.#send(accepted(held.id, held.seq));
    }
  }

  /** Handles the next frame that has arrived. The person can see everything up to `shown`. */
  take(shown: number): void {
    const frame = this.toServer.shift();
    if (frame?.type === "hello") this.#letIn(frame, shown);
    if (frame?.type === "say") this.#hold(frame);
    if (frame?.type === "ack") this.#check(frame.seq, shown);
  }

  /** The server forgets what the client acks, so it must be visible. */
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
