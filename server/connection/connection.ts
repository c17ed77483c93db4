/**
 * The actor of one connection: it has the greeter find out what its client speaks, asks a room for
 * a seat, starts a session, and then moves bytes. `phases.ts` decides when it does what. It is the
 * session's parent, and reads no byte itself.
 *
 * @module
 */

import type { ConnectionMessage } from "../../actors/messages/connection.ts";
import type { MemberMessage } from "../../actors/messages/room.ts";
import { assertNever } from "../../actors/encoding/assert_never.ts";
import type { ActorContext, Behavior, Start } from "../../actors/runtime/actor.ts";
import { MAX_READ_AHEAD } from "../../actors/protocol/limits.ts";
import type { HttpConnection } from "../http/http_connection.ts";
import { type Peer, peerOf } from "../net/peer.ts";
import type { Socket } from "../net/socket.ts";
import type { TransportConn } from "../net/transport.ts";
import { greetedEvent, Handshake } from "./handshake.ts";
import { Outbound } from "./outbound.ts";
import type { PhaseEffect, PhaseEvent } from "./phase_events.ts";
import { type ConnectionPhase, phaseTransition } from "./phases.ts";
import { SeatRequest } from "./seat_request.ts";
import { SessionHandle } from "./session_handle.ts";
import type { ConnectionSettings, ConnectionStart } from "./settings.ts";

/** Milliseconds in which a room must answer, and a session must end once its client has gone. */
const DEADLINE = 5_000;

/** Starts a connection's actor. */
export function startConnection(
  start: ConnectionStart,
  settings: ConnectionSettings,
): Start<ConnectionMessage> {
  return (context) => new Connection(start, settings, context);
}

class Connection implements Behavior<ConnectionMessage> {
  readonly #settings: ConnectionSettings;
  readonly #context: ActorContext<ConnectionMessage>;
  readonly #remoteAddr: TransportConn["remoteAddr"];
  readonly #peer: Peer;
  readonly #handshake: Handshake;
  readonly #seatRequest: SeatRequest;
  readonly #session: SessionHandle;
  readonly #socket: Socket;
  readonly #outbound: Outbound;
  #phase: ConnectionPhase = "greeting";
  /** Events that came while the connection performed the effects of another one. */
  readonly #events: PhaseEvent[] = [];
  #isPerforming = false;
  #http: HttpConnection | undefined;
  /** Set once the client's input has ended. */
  #inputEnd: Extract<PhaseEvent, { type: "inputEnded" }> | undefined;
  #isSocketClosed = false;
  #cancelDeadline: (() => void) | undefined;

  constructor(
    { id, remoteAddr, openSocket, allowed }: ConnectionStart,
    settings: ConnectionSettings,
    context: ActorContext<ConnectionMessage>,
  ) {
    this.#settings = settings;
    this.#context = context;
    this.#remoteAddr = remoteAddr;
    this.#peer = peerOf(remoteAddr);
    const framed = allowed === "frames";
    this.#seatRequest = new SeatRequest(id, this.#peer, settings, context);
    this.#session = new SessionHandle(id, this.#peer, settings, context);
    this.#handshake = new Handshake(context, settings.greeter, this.#peer.ip, framed);
    this.#socket = openSocket({
      received: (bytes) => this.#received(bytes),
      ended: (lost) => {
        this.#inputEnd = { type: "inputEnded", lost };
        this.#dispatch(this.#inputEnd);
      },
      written: (receipt) => this.#outbound.written(receipt),
      closed: () => {
        this.#isSocketClosed = true;
        this.#dispatch({ type: "socketClosed" });
      },
    });
    const { language } = settings;
    const dialect = framed ? "framed" : "plain";
    const { token } = this.#seatRequest;
    this.#outbound = new Outbound(id, { language, dialect, token }, this.#socket, context);
  }

  receive(message: ConnectionMessage): void {
    switch (message.type) {
      case "greeted":
        this.#handshake.known("helloBytes" in message.greeting ? message.greeting.helloBytes : 0);
        return this.#dispatch(greetedEvent(message.greeting, this.#peer));
      case "ungreeted":
        return this.#dispatch({ type: "greeterDied" });
      case "mayAsk":
        return this.#dispatch({ type: "delayOver" });
      case "welcome":
        return this.#dispatch({ type: "welcomed", message });
      case "closed":
        return this.#dispatch({ type: "roomClosed", message });
      case "hello": {
        const { room, name, resume } = message;
        return this.#dispatch(
          this.#seatRequest.isOwn(message)
            ? { type: "introduced", name }
            : { type: "seatChanged", request: { room, name, resume, returns: true } },
        );
      }
      case "finish":
        return this.#dispatch({ type: "sessionFinished" });
      case "refused":
      case "sessionEnded":
      case "overdue":
        return this.#dispatch(message);
      case "consumed":
        return this.#socket.consumed(message.bytes);
      case "write":
        return this.#outbound.write(message.text);
      default:
        return this.#tell(message);
    }
  }

  stop(): void {
    this.#dispatch({ type: "stopped" });
  }

  ended(): void {
    this.#phase = "finishing";
    this.#handshake.gone();
    this.#seatRequest.leave();
    this.#session.cut();
    this.#socket.destroy();
  }

  #received(bytes: Uint8Array): void {
    if (this.#session.isOn) this.#session.send({ type: "bytes", bytes });
    else this.#handshake.received(bytes);
  }

  /** Passes on a message of the room. A room that the client has left may still send some. */
  #tell(message: Exclude<MemberMessage, { type: "welcome" | "closed" }>): void {
    if (this.#phase !== "joined") return;
    this.#outbound.tell(message);
    if (message.type === "flow") {
      this.#session.send({ type: "flow", paused: this.#outbound.paused });
    } else if (message.type === "neverSent") this.#session.send(message);
  }

  #dispatch(event: PhaseEvent): void {
    this.#events.push(event);
    if (this.#isPerforming) return;
    this.#isPerforming = true;
    for (let next = this.#events.shift(); next !== undefined; next = this.#events.shift()) {
      const { phase, effects } = phaseTransition(this.#phase, next);
      this.#phase = phase;
      for (const effect of effects) this.#perform(effect);
    }
    this.#isPerforming = false;
  }

  #perform(effect: PhaseEffect): void {
    switch (effect.type) {
      case "tellGreeterEnded":
        return this.#handshake.ended();
      case "serveHttp":
        return this.#serveHttp();
      case "stopHttp":
        return this.#http?.stop();
      case "requestSeat": {
        const { request } = effect;
        if (request.returns) this.#outbound.speakFrames();
        this.#outbound.askForSeat(request.resume?.token ?? null);
        if (this.#seatRequest.join(request)) this.#dispatch({ type: "throttled" });
        return;
      }
      case "sendRequest":
        return this.#seatRequest.send();
      case "takeSeat":
        return this.#seatRequest.welcomed(effect.message);
      case "dropRequest":
        return this.#seatRequest.refused();
      case "introduce":
        return this.#seatRequest.introduce(effect.name);
      case "giveUpSeat":
        return this.#seatRequest.leave(effect.reason);
      case "speakFrames":
        return this.#outbound.speakFrames();
      case "write":
        return this.#outbound.tell(effect.message);
      case "writeRefusal":
        return this.#outbound.refuse(effect.reason);
      case "writeFailed":
        return this.#outbound.dismiss("failed");
      case "reportRejected":
        return this.#settings.report({ type: "rejected", address: this.#peer.address });
      case "startSession":
        return this.#startSession();
      case "tellSession":
        return this.#session.send(effect.message);
      case "enterRoom": {
        const { room } = effect.message;
        return this.#session.send({ type: "entered", room, paused: this.#outbound.paused });
      }
      case "killSession":
        return this.#session.kill();
      case "noteSessionEnd":
        return this.#session.end(effect.reason);
      case "setDeadline":
        this.#cancelDeadline?.();
        this.#cancelDeadline = this.#context.after(DEADLINE, { type: "overdue" });
        return;
      case "cancelDeadline":
        return this.#cancelDeadline?.();
      case "stopReading":
        return this.#socket.stopReading();
      case "finishSocket":
        return this.#socket.finish();
      case "exit":
        return this.#context.exit();
      case "exitIfClosed":
        return this.#isSocketClosed ? this.#context.exit() : undefined;
      default:
        assertNever(effect);
    }
  }

  /** Hands over the socket. */
  #serveHttp(): void {
    this.#http = this.#settings.serveHttp({
      received: this.#handshake.take(),
      inputEnded: this.#inputEnd !== undefined,
      remoteAddr: this.#remoteAddr,
      socket: this.#socket,
      clock: this.#context.clock,
      closed: () => this.#context.exit(),
    });
  }

  /** The session begins with what the client sent after its hello. */
  #startSession(): void {
    this.#session.begin(this.#outbound.dialect);
    const bytes = this.#handshake.take();
    if (bytes.length > 0) this.#session.send({ type: "bytes", bytes });
    if (this.#inputEnd !== undefined) this.#dispatch(this.#inputEnd);
    this.#socket.handOver(bytes.length, MAX_READ_AHEAD, this.#seatRequest.share);
  }
}
