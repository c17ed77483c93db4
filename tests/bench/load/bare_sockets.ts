/**
 * Two sockets of this process and nothing between them: what a text costs before any server has done anything.
 *
 * @module
 */

import { LoadSocket } from "./load_socket.ts";
import { MarkScanner } from "./mark_scanner.ts";
import type { OneWay } from "./one_by_one.ts";
import { Tally } from "./tally.ts";

/** Connects the two. */
export async function bareSockets(): Promise<OneWay & Disposable> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const [socket, conn] = await Promise.all([
    LoadSocket.connect(listener.addr.port, 4_096),
    listener.accept(),
  ]);
  const heard = new Tally();
  const scanner = new MarkScanner((number) => heard.add(number));
  socket.listen((bytes) => scanner.take(bytes));
  return {
    speaker: { say: async (bytes) => void await conn.write(bytes) },
    listener: { heard, until: (done) => socket.until(done) },
    [Symbol.dispose]() {
      conn.close();
      socket.close();
    },
  };
}
