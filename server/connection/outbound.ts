/**
 * One client's output. It writes what the room tells to the socket, and tells the room what the
 * socket has written. The writer decides which bytes that makes.
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

/** One client's output. */
export class Outbound {
  readonly #session: SessionId;
  readonly #socket: Socket;
  readonly #context: ActorContext<ConnectionMessage>;
  #writer: WriterState;
  #room: Address<RoomMessage> | undefined;

  /** @param client Its dialect as far as it is known, its language, and the token of a new seat. */
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

  /** The client's dialect as far as it is known. */
  get dialect(): WriterState["speaks"] {
    return this.#writer.speaks;
  }

  /** Whether the client may say nothing, since another one does not read. */
  get paused(): boolean {
    return this.#writer.waitingFor !== null;
  }

  /** The client has turned out to speak frames. */
  speakFrames(): void {
    this.#writer = switchToFrames(this.#writer);
  }

  /** The client asks for a seat. `shown`: the token that it showed for it. */
  askForSeat(shown: string | null): void {
    this.#writer = requestSeat(this.#writer, shown);
  }

  /** Writes a message of the room. */
  tell(message: MemberMessage): void {
    if (message.type === "welcome") this.#room = message.room;
    const { writer, outgoing } = writeMessage(this.#writer, message);
    this.#writer = writer;
    if (outgoing === null) return;
    if (outgoing.bytes.length === 0 && outgoing.mark === undefined) return this.written(outgoing);
    this.#socket.write(outgoing);
  }

  /** Writes a text as it is. It has no weight. */
  write(text: string): void {
    this.#socket.writeText(text);
  }

  /** Tells the client why it gets no seat. */
  refuse(reason: RefusalReason | "not_joined"): void {
    this.write(renderRefusal(reason, replyFormatOf(this.#writer)));
  }

  /** Tells the client why its connection is closed. */
  dismiss(reason: ClosingReason): void {
    this.write(renderClosing(reason, replyFormatOf(this.#writer)));
  }

  /** The socket has written this much. */
  written(receipt: WriteReceipt): void {
    const { writer, taken } = noteWritten(this.#writer, receipt);
    this.#writer = writer;
    if (taken === null || this.#room === undefined) return;
    this.#context.send(this.#room, { type: "taken", session: this.#session, ...taken });
  }
}
