/**
 * Loud rooms, on a thread of their own: what is measured beside them is not to wait for those who make the noise.
 *
 * @module
 */

import { assertNever } from "../../../actors/encoding/assert_never.ts";
import type { FromLoud, ToLoud } from "./loud_messages.ts";
import { joinPair } from "./pair.ts";
import { stream, type Streamed } from "./stream.ts";
import { TextBlock } from "./text_block.ts";

/** Bytes of a text: a short line. */
const TEXT_BYTES = 40;

/** The part of a worker's scope that is needed, which this project's types do not describe. */
interface WorkerScope {
  postMessage(message: FromLoud): void;
  onmessage: (event: MessageEvent<ToLoud>) => void;
}

function serve(scope: WorkerScope): void {
  let goesOn = true;

  async function beLoud(port: number, rooms: number): Promise<readonly Streamed[]> {
    const pairs = await Promise.all(
      Array.from({ length: rooms }, (_, i) => joinPair(port, `loud-${rooms}-${i}`)),
    );
    scope.postMessage({ type: "started" });
    return await Promise.all(
      pairs.map((pair) => stream(pair, new TextBlock("framed", TEXT_BYTES), 0, () => goesOn)),
    );
  }

  scope.onmessage = ({ data }) => {
    switch (data.type) {
      case "start":
        beLoud(data.port, data.rooms).then(
          (streams) => scope.postMessage({ type: "stopped", streams }),
          (error) => scope.postMessage({ type: "failed", message: String(error) }),
        );
        break;
      case "stop":
        goesOn = false;
        break;
      default:
        assertNever(data);
    }
  };
}

// It is only ever started as a worker.
serve(globalThis as unknown as WorkerScope);
