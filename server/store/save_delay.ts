/**
 * The store's half in the main thread: holds saves for a moment and sends them to the worker
 * together. To wake the worker for each text would delay the text itself.
 *
 * @module
 */

import type { Save, SaveDelayMessage, StoreWorkerMessage } from "../../actors/messages/store.ts";
import type { Address, Start } from "../../actors/runtime/actor.ts";

/**
 * Milliseconds from the first save until the worker gets it, with all that came meanwhile. If both
 * people are online, a text is acknowledged within this time and never reaches the disk. Nobody
 * notices a tick that comes so much later. No other part of the server delays what it saves.
 */
export const SAVE_DELAY = 5;

/** Starts the delay in front of the store's worker. When it stops, it first sends what it holds. */
export function startSaveDelay(worker: Address<StoreWorkerMessage>): Start<SaveDelayMessage> {
  return (context) => {
    let saves: Save[] = [];

    function flush(): void {
      if (saves.length > 0) context.send(worker, { type: "saves", saves });
      saves = [];
    }

    return {
      receive(message) {
        if (message.type === "save") {
          if (saves.length === 0) context.after(SAVE_DELAY, { type: "flush" });
          saves.push(message);
          return;
        }
        flush();
        if (message.type === "finish") context.exit();
        else if (message.type !== "flush") context.send(worker, message);
      },
      stop: () => context.self.send({ type: "finish" }),
    };
  };
}
