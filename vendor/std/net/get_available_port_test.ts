import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { getAvailablePort } from "./get_available_port.ts";

const listening = { ignore: Deno.permissions.querySync({ name: "net" }).state !== "granted" };

Deno.test("getAvailablePort() returns a port that can be listened on", listening, () => {
  const port = getAvailablePort();
  using listener = Deno.listen({ port });
  assert(port > 0 && port < 65536);
  assertEquals(listener.addr.port, port);
});

Deno.test("getAvailablePort() returns the preferred port if it is free", listening, () => {
  const preferredPort = getAvailablePort();
  assertEquals(getAvailablePort({ preferredPort }), preferredPort);
});

Deno.test("getAvailablePort() returns another port if the preferred is taken", listening, () => {
  using listener = Deno.listen({ port: 0 });
  assertNotEquals(getAvailablePort({ preferredPort: listener.addr.port }), listener.addr.port);
});
