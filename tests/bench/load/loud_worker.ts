/**
 * The worker of {@linkcode LoudRooms}.
 *
 * @module
 */

import { assertNever } from "../../../actors/encoding/assert_never.ts";
import { type BackToBack, sendBackToBack } from "./back_to_back.ts";
import type { FromLoudWorker, ToLoudWorker } from "./loud_messages.ts";
import { joinPair } from "./pair.ts";
import { TextBlock } from "./text_block.ts";

const TEXT_BYTES = 40;

/** The used part of a worker's scope, which the project's types do not describe. */
interface WorkerScope {
  postMessage(message: FromLoudWorker): void;
  onmessage: (event: MessageEvent<ToLoudWorker>) => void;
}

function serve(scope: WorkerScope): void {
  let isStopped = false;

  async function sendInRooms(port: number, rooms: number): Promise<readonly BackToBack[]> {
    const pairs = await Promise.all(
      Array.from({ length: rooms }, (_, i) => joinPair(port, `loud-${rooms}-${i}`)),
    );
    scope.postMessage({ type: "started" });
    return await Promise.all(pairs.map((pair) => {
      const block = new TextBlock("framed", TEXT_BYTES);
      return sendBackToBack(pair, block, 0, () => !isStopped);
    }));
  }

  scope.onmessage = ({ data }) => {
    switch (data.type) {
      case "start":
        sendInRooms(data.port, data.rooms).then(
          (results) => scope.postMessage({ type: "stopped", results }),
          (error) => scope.postMessage({ type: "failed", message: String(error) }),
        );
        break;
      case "stop":
        isStopped = true;
        break;
      default:
        assertNever(data);
    }
  };
}

// This module only ever runs as a worker, so `globalThis` is a worker's scope.
serve(globalThis as unknown as WorkerScope);
