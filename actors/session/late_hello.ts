/**
 * A client that was silent for so long that it was taken as plain, and then says hello: it keeps its seat under the
 * name it gives, or changes to the room, or the seat, that it asks for.
 *
 * @module
 */

import type { PersonName, RoomName } from "../facts.ts";
import { judgeHello } from "../protocol/framed.ts";
import { send } from "../runtime/machine.ts";
import { written } from "./output.ts";
import { watchSilence } from "./silence.ts";
import { leave, type SessionState, type SessionStep, toRoom, write } from "./session_state.ts";

/**
 * Takes the hello.
 *
 * @param line The hello, not yet judged.
 * @param rest What came after it; it is read once there is a welcome.
 */
export function takeLateHello(plain: SessionState, line: string, rest: Uint8Array): SessionStep {
  const asked = judgeHello(line);
  const state: SessionState = { ...plain, reads: "framed" };
  if (!asked.ok) {
    const framed: SessionState = { ...state, writes: "framed" };
    const refused = written(framed, { type: "refused", reason: asked.reason });
    return leave(framed, "quit", [write(framed, refused)]);
  }
  // `judgeHello` has just checked both.
  const name = asked.name as PersonName;
  const room = asked.room as RoomName;
  const resume = asked.resume ?? null;
  const { session, connection } = state.init;
  // A copy: the buffer that it is a view of holds all that one read brought.
  const held = [{ type: "bytes", bytes: rest.slice() }] as const;
  const entering: SessionState = { ...state, phase: "entering", held };
  const watch = watchSilence(entering);
  if (resume === null && room === state.room?.name) {
    return {
      state: entering,
      effects: [...toRoom(state, { type: "introduce", session, name }), ...watch],
    };
  }
  // The connection gives up the seat it has.
  return {
    state: { ...entering, room: null, waitingFor: null, shown: resume?.token ?? null },
    effects: [send(connection, { type: "rejoin", room, name, resume }), ...watch],
  };
}
