import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { runClient } from "../../client/client.ts";
import { ScriptedServer } from "../support/fakes/scripted_server.ts";
import { SimulatedTerminal } from "../support/fakes/simulated_terminal.ts";

Deno.test("client: exits 1 with one line if there is no server", async () => {
  const terminal = new SimulatedTerminal();
  assertEquals(await runClient(["[::1]:7000", "--name", "ola"], terminal.io), 1);
  assertEquals(terminal.addresses, [{ host: "::1", port: 7000 }]);
  assertEquals(terminal.stdout.text, "");
  assertEquals(terminal.stderr.lines.length, 1);
  assertStringIncludes(terminal.stderr.text, "[::1]:7000");
});

Deno.test("client: asks at a terminal for what is missing, until it is valid", async () => {
  const server = new ScriptedServer();
  const terminal = new SimulatedTerminal({ servers: [server], isTerminal: true });
  const exit = runClient([], terminal.io);
  terminal.type("a:b\nkari.local:7000\nServer\n");
  terminal.type(" ola \nhei\n");
  assertEquals((await server.welcome()).name, "ola");
  assertEquals(terminal.addresses, [{ host: "kari.local", port: 7000 }]);
  assertEquals(await server.accept(1), "hei");
  terminal.endInput();
  await server.goodbye();
  assertEquals(await exit, 0);
  const asked = terminal.stderr.text;
  assert(asked.startsWith("Serverens adresse [localhost]: "));
  assertEquals(asked.split("Serverens adresse").length - 1, 2);
  assertEquals(asked.split("Navn: ").length - 1, 2);
  assertStringIncludes(asked, "«a:b» kan ikke brukes. Skriv en adresse");
  assert(!asked.includes("--"), asked);
});

Deno.test("client: an empty answer means the server on this machine", async () => {
  const terminal = new SimulatedTerminal({ isTerminal: true });
  const exit = runClient([], terminal.io);
  terminal.type("\nola\n");
  assertEquals(await exit, 1);
  assertEquals(terminal.addresses, [{ host: "localhost", port: 65_432 }]);
});

Deno.test("client: exits 2 without a name and nobody to ask", async () => {
  const pipe = new SimulatedTerminal();
  assertEquals(await runClient([], pipe.io), 2);
  assertEquals(pipe.stderr.lines, ["Navnet mangler. Oppgi det med --name."]);
});

Deno.test("client: leaves quietly if the input ends at a question", async () => {
  for (const args of [[], ["localhost"]]) {
    const terminal = new SimulatedTerminal({ isTerminal: true });
    terminal.endInput();
    assertEquals(await runClient(args, terminal.io), 0);
    assert(!terminal.stderr.text.includes("mangler"));
    assertEquals(terminal.addresses, []);
  }
});

Deno.test("client: exits 2 with one line for a wrong command line", async () => {
  const terminal = new SimulatedTerminal({ env: { TOSPANN_LANG: "en" } });
  assertEquals(await runClient(["--prot", "1"], terminal.io), 2);
  assertEquals(terminal.stderr.lines.length, 1);
  assertStringIncludes(terminal.stderr.text, "--prot");
});

Deno.test("client: --help goes to standard output", async () => {
  const terminal = new SimulatedTerminal();
  assertEquals(await runClient(["--help"], terminal.io), 0);
  assertStringIncludes(terminal.stdout.text, "--linear");
  assertEquals(terminal.stderr.text, "");
});
