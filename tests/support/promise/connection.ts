/**
 * The server's end of a link, in a test: what `server/connection.ts` and its socket do, without promises. It reads no byte
 * itself.
 *
 * @module
 */

import type { SessionId } from "../../../actors/facts.ts";
import type {
  ConnectionMessage,
  GreeterMessage,
  Greeting,
  RoomsMessage,
  SessionInit,
  SessionMessage,
} from "../../../actors/messages.ts";
import type { RefusalReason } from "../../../actors/protocol/frames.ts";
import type { ActorContext, Address } from "../../../actors/runtime/actor.ts";
import { sessionTransition } from "../../../actors/session/session.ts";
import { newSession, READ_AHEAD } from "../../../actors/session/session_state.ts";
import { watchSilence } from "../../../actors/session/silence.ts";
import { Booking, plainWish, type Wish } from "../../../server/booking.ts";
import { concatenate } from "../../../server/bytes.ts";
import type { Guesses } from "../../../server/guesses.ts";
import { refusal } from "../../../server/last_words.ts";
import { addressOf } from "../addresses.ts";
import type { Link } from "./link.ts";
import type { Stage } from "./stage.ts";
import type { Troupe } from "./troupe.ts";

/** What a connection is started with. */
export interface PromiseConnectionOptions {
  readonly stage: Stage;
  readonly troupe: Troupe;
  readonly id: SessionId;
  readonly address: Address<ConnectionMessage>;
  readonly greeter: Address<GreeterMessage>;
  readonly rooms: Address<RoomsMessage>;
  readonly guesses: Guesses;
  readonly host: string;
  readonly token: string;
}

/** Weight after which a session is told that it left: of few texts, so that it is also told in a short run. */
const TELL_EVERY = 1_000;

/** One connection of a server. */
export class PromiseConnection {
  readonly #options: PromiseConnectionOptions;
  readonly #booking: Booking;
  readonly #peer: { readonly host: string; readonly address: string };
  readonly #link: Link;
  #phase: "greeting" | "joining" | "talking" | "finishing" = "greeting";
  #dialect: SessionInit["dialect"] = "plain";
  #early: Uint8Array[] = [];
  #helloBytes = 0;
  #session: Address<SessionMessage> | undefined;
  #ended: { readonly lost: boolean } | undefined;
  #unconsumed = 0;
  #untold = 0;
  #mark: number | undefined;

  constructor(
    options: PromiseConnectionOptions,
    linkTo: (connection: PromiseConnection) => Link,
  ) {
    this.#options = options;
    const { troupe, id, address, greeter, rooms, guesses, host, token, stage } = options;
    this.#peer = { host, address: `${host}:1` };
    // Of a context, a booking uses no more than this.
    const context = {
      clock: stage,
      self: { address },
      send: <M>(to: Address<M>, message: M) => troupe.send(to, message),
      after: (ms: number, message: ConnectionMessage) =>
        stage.schedule(ms, () => troupe.send(address, message)),
    } as unknown as ActorContext<ConnectionMessage>;
    const settings = { rooms, guesses, newToken: () => token };
    this.#booking = new Booking(id, this.#peer, settings, context);
    troupe.start<ConnectionMessage>(address, (message) => this.#receive(message));
    troupe.send(greeter, { type: "newcomer", connection: address, host, framed: false });
    this.#link = linkTo(this);
  }

  /** Whether it reads no further for now. */
  get isFull(): boolean {
    return this.#session !== undefined && this.#unconsumed >= READ_AHEAD;
  }

  /** What one read brought. */
  received(bytes: Uint8Array): void {
    if (this.#phase === "finishing") return;
    this.#unconsumed += bytes.length;
    const { troupe, greeter, address } = this.#options;
    if (this.#session !== undefined) return troupe.send(this.#session, { type: "bytes", bytes });
    this.#early.push(bytes);
    if (this.#phase !== "greeting") return;
    troupe.send(greeter, { type: "bytes", connection: address, bytes });
  }

  /** The client will send no more. */
  ended(lost: boolean): void {
    this.#ended = { lost };
    const { troupe, greeter, address } = this.#options;
    if (this.#phase === "greeting") troupe.send(greeter, { type: "ended", connection: address });
    else if (this.#booking.waits) this.#finish();
    else if (this.#session !== undefined) troupe.send(this.#session, { type: "ended", lost });
  }

  #receive(message: ConnectionMessage): void {
    switch (message.type) {
      case "greeted":
        return this.#greeted(message.greeting);
      case "admitted":
        if (this.#phase === "joining") this.#begin();
        return this.#booking.admitted(message, this.#session);
      case "refused":
        this.#booking.leave();
        if (this.#session !== undefined) return this.#options.troupe.send(this.#session, message);
        return this.#turnAway(message.reason);
      case "write":
        return this.#write(message);
      case "rejoin":
        this.#dialect = "framed";
        this.#booking.leave("quit");
        return void this.#booking.join({ ...message, returns: true });
      case "mayAsk":
        return this.#booking.mayAsk();
      case "finish":
      case "sessionEnded":
        return this.#finish();
      case "consumed":
        this.#unconsumed -= message.bytes;
        return;
      // What a connection waits for, comes.
      case "ungreeted":
      case "overdue":
        return;
    }
  }

  #greeted(greeting: Greeting): void {
    if (greeting.dialect === "plain") return this.#join(plainWish(this.#peer));
    if (greeting.dialect !== "framed") return this.#finish();
    this.#dialect = "framed";
    if ("invalid" in greeting) return this.#turnAway(greeting.invalid);
    this.#helloBytes = greeting.helloBytes;
    this.#join({ ...greeting, returns: true });
  }

  #join(wish: Wish): void {
    this.#phase = "joining";
    this.#booking.join(wish);
  }

  #begin(): void {
    const { troupe, stage, id, address, greeter } = this.#options;
    this.#phase = "talking";
    const session = addressOf<SessionMessage>(`session:${id}`);
    this.#session = session;
    const state = newSession({
      session: id,
      dialect: this.#dialect,
      ...this.#peer,
      language: "en",
      token: this.#booking.token,
      shown: this.#booking.shown,
      idleTimeout: 0,
      startedAt: stage.now(),
      connection: address,
      greeter,
    });
    const exited = () => troupe.send(address, { type: "sessionEnded", reason: { type: "normal" } });
    const [transition, first] = [sessionTransition, watchSilence(state)];
    troupe.startMachine(session, { cell: { state }, transition, first, exited });
    const bytes = concatenate(this.#early).slice(this.#helloBytes);
    this.#unconsumed = bytes.length;
    if (bytes.length > 0) troupe.send(session, { type: "bytes", bytes });
    if (this.#ended !== undefined) this.ended(this.#ended.lost);
  }

  #write(
    { bytes, weight, mark, prompt = false }: Extract<ConnectionMessage, { type: "write" }>,
  ): void {
    if (this.#phase === "finishing") return;
    this.#link.write("down", bytes);
    this.#untold += weight;
    this.#mark = mark ?? this.#mark;
    if (this.#session === undefined || (this.#untold < TELL_EVERY && !prompt)) return;
    const account = {
      weight: this.#untold,
      ...(this.#mark === undefined ? {} : { mark: this.#mark }),
    };
    this.#untold = 0;
    this.#options.troupe.send(this.#session, { type: "written", ...account });
  }

  #turnAway(reason: RefusalReason | "not_joined"): void {
    if (this.#phase === "finishing") return;
    const text = refusal(reason, { dialect: this.#dialect, language: "en" });
    this.#link.write("down", new TextEncoder().encode(text));
    this.#finish();
  }

  #finish(): void {
    if (this.#phase === "finishing") return;
    this.#phase = "finishing";
    this.#booking.leave();
    this.#link.finish("down");
    this.#link.deafen("up");
  }
}
