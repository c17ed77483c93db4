/**
 * A client that was silent for so long that it was taken as plain, and then says hello. What seat it gets is for its connection
 * to find out; until then what it sends is held.
 *
 * @module
 */

import type { PersonName, RoomName } from "../../messages/events.ts";
import { judgeHello } from "../../protocol/frame_codec.ts";
import { renderRefusal } from "../refusals.ts";
import { send } from "../../runtime/state_machine.ts";
import { startTimers } from "./keepalive.ts";
import { leaveRoom, type SessionState, type SessionStep, writeToClient } from "./session_state.ts";

/**
 * Takes the hello.
 *
 * @param line The hello, not yet judged.
 * @param rest What came after it; it is read once there is a welcome.
 */
export function handleLateHello(plain: SessionState, line: string, rest: Uint8Array): SessionStep {
  const asked = judgeHello(line);
  const state: SessionState = { ...plain, dialect: "framed" };
  if (!asked.ok) {
    const { language } = state.init;
    const text = renderRefusal(asked.reason, { dialect: "framed", language });
    return leaveRoom(state, "quit", [writeToClient(state, text)]);
  }
  // `judgeHello` has just checked both.
  const name = asked.name as PersonName;
  const room = asked.room as RoomName;
  const resume = asked.resume ?? null;
  // A copy: the buffer that it is a view of holds all that one read brought.
  const held = [{ type: "bytes", bytes: rest.slice() }] as const;
  const entering: SessionState = {
    ...state,
    phase: "entering",
    room: null,
    paused: false,
    heldInput: held,
  };
  const hello = send(state.init.connection, { type: "hello", room, name, resume });
  return { state: entering, effects: [hello, ...startTimers(entering)] };
}
