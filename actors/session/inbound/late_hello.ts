/**
 * A hello from a client that was silent for so long that the server took it for a plain one. Its
 * connection asks for a seat; the session holds further input until the client is welcome.
 *
 * @module
 */

import type { PersonName, RoomName } from "../../messages/events.ts";
import { judgeHello } from "../../protocol/frame_codec.ts";
import { send } from "../../runtime/state_machine.ts";
import { renderRefusal } from "../refusals.ts";
import { startTimers } from "./keepalive.ts";
import { leaveRoom, type SessionState, type SessionStep, writeToClient } from "./session_state.ts";

/**
 * Handles the hello.
 *
 * @param line The hello, not yet checked.
 * @param rest The bytes after it.
 */
export function handleLateHello(
  plain: SessionState,
  line: string,
  rest: Uint8Array,
): SessionStep {
  const asked = judgeHello(line);
  const state: SessionState = { ...plain, dialect: "framed" };
  if (!asked.ok) {
    const { language } = state.init;
    const text = renderRefusal(asked.reason, { dialect: "framed", language });
    return leaveRoom(state, "quit", [writeToClient(state, text)]);
  }
  // `judgeHello` has just checked both names.
  const name = asked.name as PersonName;
  const room = asked.room as RoomName;
  const resume = asked.resume ?? null;
  const entering: SessionState = {
    ...state,
    phase: "entering",
    room: null,
    paused: false,
    // A copy: `rest` is a view of the whole read.
    heldInput: [{ type: "bytes", bytes: rest.slice() }],
  };
  const hello = send(state.init.connection, { type: "hello", room, name, resume });
  return { state: entering, effects: [hello, ...startTimers(entering)] };
}
