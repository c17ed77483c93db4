/**
 * A writer without a connection around it: is told by the room, and shows what is written and what the room is told of it.
 *
 * @module
 */

import type { RoomName } from "../../../actors/messages/events.ts";
import type { MemberMessage } from "../../../actors/messages/messages.ts";
import type { Welcome } from "../../../actors/session/outbound/rendering.ts";
import {
  newWriter,
  noteWritten,
  type OutgoingBytes,
  requestSeat,
  switchToFrames,
  type Taken,
  writeMessage,
  type WriterState,
  type WriterStep,
} from "../../../actors/session/outbound/writer.ts";
import { addressOf } from "./addresses.ts";
import { deepFreeze } from "../deep_freeze.ts";

/** Whom one writes to, where it is not the usual client. */
type Client = Partial<Parameters<typeof newWriter>[0]>;

/** A writer in the test's hands. Its states are frozen. */
export class TestWriter {
  state: WriterState;
  /** What it wrote, in order. */
  readonly writings: OutgoingBytes[] = [];
  /** What it told the room to have left. */
  readonly taken: Taken[] = [];

  constructor(client: Client = {}) {
    this.state = newWriter({ dialect: "plain", language: "nb", token: "token", ...client });
  }

  /** The room tells its client these. */
  tell(...messages: readonly MemberMessage[]): this {
    for (const message of messages) {
      this.#take(writeMessage(deepFreeze(this.state), deepFreeze(message)));
    }
    return this;
  }

  /** The room welcomes its client. */
  welcome(fields: Partial<Omit<Welcome, "type" | "room">> = {}): this {
    const name = fields.name ?? "main" as RoomName;
    const seq = fields.seq ?? 1;
    return this.tell({
      type: "welcome",
      room: addressOf(name),
      name,
      capacity: 2,
      you: { id: "m1", name: "ola" },
      members: [],
      seq,
      resumed: false,
      since: seq,
      ...fields,
    });
  }

  /** A text that is none of the room's is written between the others. */
  write(text: string): this {
    this.writings.push({ bytes: new TextEncoder().encode(text), weight: 0 });
    return this;
  }

  /** So much has left, and all up to the mark. */
  haveLeft(weight: number, mark?: number): this {
    const account = mark === undefined ? { weight } : { weight, mark };
    const { writer, taken } = noteWritten(deepFreeze(this.state), account);
    this.state = writer;
    if (taken !== null) this.taken.push(taken);
    return this;
  }

  /** Its client turns out to speak frames. */
  speakFrames(): this {
    this.state = switchToFrames(deepFreeze(this.state));
    return this;
  }

  /** Its client asks for a seat, or for another. */
  askForSeat(shown: string | null = null): this {
    this.state = requestSeat(deepFreeze(this.state), shown);
    return this;
  }

  /** All that it wrote. */
  get written(): string {
    return textIn(this.writings);
  }

  /** The frames that it wrote, if it wrote nothing else. */
  get frames(): readonly Record<string, unknown>[] {
    return framesIn(this.writings);
  }

  #take({ writer, outgoing: writing }: WriterStep): void {
    this.state = writer;
    if (writing === null) return;
    // As its connection does: there is nothing that has to leave before.
    if (writing.bytes.length === 0 && writing.mark === undefined) this.haveLeft(writing.weight);
    else this.writings.push(writing);
  }
}

/** A writer to a plain client that is in the room. */
export function plainWriter(client: Client = {}): TestWriter {
  return new TestWriter({ dialect: "plain", ...client }).welcome();
}

/** A writer to a framed client that is in the room; its `welcome` is not among its frames. */
export function framedWriter(client: Client = {}): TestWriter {
  const writer = new TestWriter({ dialect: "framed", ...client }).welcome();
  writer.writings.length = 0;
  return writer;
}

/** The frames in what was written, if nothing else is. */
export function framesIn(writings: readonly OutgoingBytes[]): readonly Record<string, unknown>[] {
  const lines = textIn(writings).split("\n");
  return lines.slice(0, -1).map((line) => JSON.parse(line));
}

function textIn(writings: readonly OutgoingBytes[]): string {
  return writings.map(({ bytes }) => new TextDecoder().decode(bytes)).join("");
}
