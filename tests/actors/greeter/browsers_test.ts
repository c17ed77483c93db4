import { assertEquals } from "@std/assert";
import { BROWSER_MEMORY } from "../../../actors/greeter/browsers.ts";
import { FIRST_LINE_TIMEOUT, PRECONNECT_TIMEOUT, QUIET } from "../../../actors/greeter/greeter.ts";
import { HTTP, TestGreeter, withBrowserAt } from "../../support/fakes/test_greeter.ts";

const PLAIN = { dialect: "plain" } as const;
const NONE = { dialect: "none" } as const;

Deno.test("greeter: closes a browser's silent connection after 60 s", () => {
  const greeter = withBrowserAt("h").come("ahead", "h").come("other", "elsewhere").pass(QUIET);
  assertEquals([greeter.greeting("ahead"), greeter.greeting("other")], [undefined, PLAIN]);
  greeter.pass(PRECONNECT_TIMEOUT - QUIET - 1);
  assertEquals(greeter.greeting("ahead"), undefined);
  assertEquals(greeter.pass(1).greeting("ahead"), NONE);
});

Deno.test("greeter: lets a connection wait that a browser opened just before it spoke", () => {
  const greeter = new TestGreeter().come("ahead", "h").pass(100).come("browser", "h", HTTP);
  assertEquals(greeter.pass(QUIET).greeting("ahead"), undefined);
  assertEquals(greeter.pass(PRECONNECT_TIMEOUT).greeting("ahead"), NONE);
});

Deno.test("greeter: gives a connection opened ahead the usual time for its first line", () => {
  const greeter = withBrowserAt("h").come("ahead", "h").pass(FIRST_LINE_TIMEOUT + 1_000);
  greeter.send("ahead", "GET / HT");
  assertEquals(greeter.greeting("ahead"), undefined);
  assertEquals(greeter.send("ahead", "TP/1.1\r\n").greeting("ahead"), { dialect: "http" });
});

Deno.test("greeter: treats a connection opened ahead as such until its end", () => {
  const greeter = withBrowserAt("h").pass(BROWSER_MEMORY - 1).come("ahead", "h");
  assertEquals(greeter.pass(PRECONNECT_TIMEOUT).greeting("ahead"), NONE);
});

Deno.test("greeter: forgets a browser ten minutes after it last spoke", () => {
  const greeter = withBrowserAt("h").pass(BROWSER_MEMORY - 1).come("again", "h", HTTP);
  greeter.pass(BROWSER_MEMORY - 1).come("ahead", "h").pass(QUIET);
  assertEquals(greeter.greeting("ahead"), undefined);
  greeter.pass(PRECONNECT_TIMEOUT).come("ola", "h").pass(QUIET);
  assertEquals(greeter.greeting("ola"), PLAIN);
  greeter.come("other browser", "other", HTTP);
  assertEquals([...greeter.state.browsers.keys()], ["other"]);
});

Deno.test("greeter: learns from a session that a plain client was a browser", () => {
  const greeter = new TestGreeter().take({ type: "browser", ip: "h" }).come("ahead", "h");
  assertEquals(greeter.pass(QUIET).greeting("ahead"), undefined);
});

Deno.test("greeter: keeps at most 16 silent connections from a browser's ip", () => {
  const greeter = withBrowserAt("h");
  for (let i = 0; i < 20; i++) greeter.come(`speaking${i}`, "h", "{").come(`ahead${i}`, "h");
  greeter.come("browser2", "other", HTTP).come("ahead elsewhere", "other").pass(QUIET);
  const taken = greeter.greeted.filter(([who]) => who.startsWith("ahead"));
  assertEquals(taken.map(([who]) => who), ["ahead16", "ahead17", "ahead18", "ahead19"]);
  assertEquals(greeter.greeting("ahead elsewhere"), undefined);
});

Deno.test("greeter: remembers the latest 1,024 browsers", () => {
  const greeter = new TestGreeter();
  for (const i of [...Array(1_024).keys(), 0, 1_024, 1_025]) {
    greeter.take({ type: "browser", ip: `h${i}` });
  }
  assertEquals(greeter.state.browsers.size, 1_024);
  greeter.come("first", "h2").come("last", "h0").pass(QUIET);
  assertEquals([greeter.greeting("first"), greeter.greeting("last")], [PLAIN, undefined]);
});
