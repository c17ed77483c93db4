/**
 * What goes out to one client: writes to its socket what its room tells it, and tells the room what has left. What is written it
 * leaves to the writer.
 *
 * @module
 */

import type { SessionId } from "../../actors/messages/events.ts";
import type { ConnectionMessage } from "../../actors/messages/connection.ts";
import type { MemberMessage, RoomMessage } from "../../actors/messages/room.ts";
import type { ClosingReason, RefusalReason } from "../../actors/protocol/frames.ts";
import { renderClosing, renderRefusal } from "../../actors/session/refusals.ts";
import type { ActorContext, Address } from "../../actors/runtime/actor.ts";
import {
  newWriter,
  noteWritten,
  replyFormatOf,
  requestSeat,
  switchToFrames,
  writeMessage,
  type WriterState,
} from "../../actors/session/outbound/writer.ts";
import type { WriteReceipt } from "../net/write_queue.ts";
import type { Socket } from "../net/socket.ts";

/** One client's way out. */
export class Outbound {
  readonly #session: SessionId;
  readonly #socket: Socket;
  readonly #context: ActorContext<ConnectionMessage>;
  #writer: WriterState;
  #room: Address<RoomMessage> | undefined;

  /** @param client What it speaks as far as is known, in what language it is spoken to, and what a new seat's token is. */
  constructor(
    session: SessionId,
    client: Parameters<typeof newWriter>[0],
    socket: Socket,
    context: ActorContext<ConnectionMessage>,
  ) {
    this.#session = session;
    this.#writer = newWriter(client);
    this.#socket = socket;
    this.#context = context;
  }

  /** What the client speaks by now. */
  get dialect(): WriterState["speaks"] {
    return this.#writer.speaks;
  }

  /** Whether the client was told to say nothing, since somebody does not read. */
  get paused(): boolean {
    return this.#writer.waitingFor !== null;
  }

  /** The client has turned out to speak frames. */
  speakFrames(): void {
    this.#writer = switchToFrames(this.#writer);
  }

  /** The client asks for a seat, its first or another, for which it showed this token. */
  askForSeat(shown: string | null): void {
    this.#writer = requestSeat(this.#writer, shown);
  }

  /** Writes what the room tells the client. */
  tell(message: MemberMessage): void {
    if (message.type === "welcome") this.#room = message.room;
    const { writer, outgoing: writing } = writeMessage(this.#writer, message);
    this.#writer = writer;
    if (writing === null) return;
    if (writing.bytes.length === 0 && writing.mark === undefined) return this.written(writing);
    this.#socket.write(writing);
  }

  /** Writes a text as it is, that nobody waits for. */
  write(text: string): void {
    this.#socket.writeText(text);
  }

  /** Tells the client why it is not let in. */
  refuse(reason: RefusalReason | "not_joined"): void {
    this.write(renderRefusal(reason, replyFormatOf(this.#writer)));
  }

  /** Tells the client why its connection is closed. */
  dismiss(reason: ClosingReason): void {
    this.write(renderClosing(reason, replyFormatOf(this.#writer)));
  }

  /** So much has left for the client. */
  written(account: WriteReceipt): void {
    const { writer, taken } = noteWritten(this.#writer, account);
    this.#writer = writer;
    if (taken === null || this.#room === undefined) return;
    this.#context.send(this.#room, { type: "taken", session: this.#session, ...taken });
  }
}
