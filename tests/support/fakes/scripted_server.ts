/**
 * The server's end of a client's connection. It sends and expects only what the test tells it to.
 *
 * @module
 */

import { decodeClientFrame, encodeFrame } from "../../../actors/protocol/frame_codec.ts";
import type { ClientFrame, FrameNamed, ServerFrame } from "../../../actors/protocol/frames.ts";
import { MAX_FRAME_BYTES } from "../../../actors/protocol/limits.ts";
import { readLines } from "../../../client/terminal/line_reader.ts";

/** A server in the test's hands. */
export class ScriptedServer {
  readonly #toClient = new TransformStream<Uint8Array, Uint8Array>();
  readonly #toServer = new TransformStream<Uint8Array, Uint8Array>();
  readonly #writer = this.#toClient.writable.getWriter();
  readonly #lines = readLines(this.#toServer.readable, MAX_FRAME_BYTES);
  #closedByClient = false;

  readonly socket = {
    readable: this.#toClient.readable,
    writable: this.#toServer.writable,
    close: () => {
      this.#closedByClient = true;
    },
  };

  /** Whether the client has closed its end. */
  get closedByClient(): boolean {
    return this.#closedByClient;
  }

  /** The next frame from the client, which must be of this type. */
  async expect<T extends ClientFrame["type"]>(type: T): Promise<FrameNamed<ClientFrame, T>> {
    const { value } = await this.#lines.next();
    const decoded = typeof value === "string" ? decodeClientFrame(value) : undefined;
    if (!decoded?.ok || decoded.frame.type !== type) {
      throw new Error(`Cannot find a ${type} frame: there is ${String(value)}`);
    }
    // Checked just above.
    return decoded.frame as FrameNamed<ClientFrame, T>;
  }

  /** Sends frames in one piece. */
  send(...frames: readonly ServerFrame[]): void {
    this.sendText(frames.map(encodeFrame).join(""));
  }

  /** Sends any text. */
  sendText(text: string): void {
    // The client may be gone.
    this.#writer.write(new TextEncoder().encode(text)).catch(() => {});
  }

  /** Ends the connection. */
  close(): void {
    this.#writer.close().catch(() => {});
  }

  /** Answers the client's hello. The others in the room are `members`. */
  welcome(...members: readonly string[]): Promise<FrameNamed<ClientFrame, "hello">> {
    return this.letIn({ members });
  }

  /** Answers the client's hello, and takes the `ack` that follows. */
  async letIn(
    { members = [], seq = 0, resumed = false }: {
      readonly members?: readonly string[];
      readonly seq?: number;
      readonly resumed?: boolean;
    },
  ): Promise<FrameNamed<ClientFrame, "hello">> {
    const hello = await this.expect("hello");
    this.send({
      type: "welcome",
      version: 1,
      room: hello.room ?? "main",
      capacity: 2,
      you: { id: "m1", name: hello.name },
      members: members.map((name, i) => ({ id: `m${i + 2}`, name, online: true })),
      token: "t",
      seq,
      resumed,
    });
    await this.expect("ack");
    return hello;
  }

  /** Takes the client's next text and accepts it. */
  async accept(seq: number): Promise<string> {
    const { id, text } = await this.expect("say");
    this.send({ type: "accepted", id, seq, at: "2026-11-23T01:02:03.456Z", to: 1 });
    return text;
  }

  /** Takes the client's `leave` and closes, as a server does. */
  async goodbye(): Promise<void> {
    await this.expect("leave");
    this.close();
  }
}
