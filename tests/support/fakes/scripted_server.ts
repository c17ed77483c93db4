/**
 * The server's end of a client's connection. It sends and expects only what the test tells it to.
 *
 * @module
 */

import { decodeClientFrame, encodeFrame } from "../../../actors/protocol/frame_codec.ts";
import type { ClientFrame, FrameNamed, ServerFrame } from "../../../actors/protocol/frames.ts";
import { MAX_FRAME_BYTES } from "../../../actors/protocol/limits.ts";
import { readLines } from "../../../client/terminal/line_reader.ts";

/** A server that does only what the test makes it do. */
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

  /** Whether the client has let go of its end. */
  get closedByClient(): boolean {
    return this.#closedByClient;
  }

  /** The next frame from the client, which must be a `type`. */
  async expect<T extends ClientFrame["type"]>(type: T): Promise<FrameNamed<ClientFrame, T>> {
    const { value } = await this.#lines.next();
    const decoded = typeof value === "string" ? decodeClientFrame(value) : undefined;
    if (!decoded?.ok || decoded.frame.type !== type) {
      throw new Error(`Cannot find a ${type} frame: there is ${String(value)}`);
    }
    // Its type was looked at just above.
    return decoded.frame as FrameNamed<ClientFrame, T>;
  }

  /** Sends frames, all in one piece. */
  send(...frames: readonly ServerFrame[]): void {
    this.sendText(frames.map(encodeFrame).join(""));
  }

  /** Sends anything. */
  sendText(text: string): void {
    // Nobody is left to read it when the client has gone.
    this.#writer.write(new TextEncoder().encode(text)).catch(() => {});
  }

  /** Ends the connection. */
  close(): void {
    this.#writer.close().catch(() => {});
  }

  /** Takes the client's hello and lets it in, to `members`, at number 0. */
  welcome(...members: readonly string[]): Promise<FrameNamed<ClientFrame, "hello">> {
    return this.letIn({ members });
  }

  /** Takes the client's hello and lets it in, and takes the `ack` that it answers with. */
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

  /** Takes the client's goodbye and closes, as a server does. */
  async goodbye(): Promise<void> {
    await this.expect("leave");
    this.close();
  }
}
