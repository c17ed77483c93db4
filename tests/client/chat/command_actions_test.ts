import { assert, assertEquals } from "@std/assert";
import { emptyChat } from "../../../client/chat/chat.ts";
import { commandWords, parseLine } from "../../../client/chat/commands.ts";
import { actionFor, type ViewMode } from "../../../client/chat/command_actions.ts";

const chat = {
  ...emptyChat,
  membership: { you: { id: "m1", name: "ola" }, room: "main" },
  status: { type: "up" },
} as const;

function act(line: string, mode: ViewMode = "screen", at = chat as typeof emptyChat) {
  return actionFor(parseLine(line), at, 7, mode);
}

Deno.test("actionFor(): sends texts, and ignores blank lines", () => {
  assertEquals(act("//hei"), { type: "input", input: { type: "say", text: "/hei" } });
  assertEquals(act("/meg vinker"), { type: "input", input: { type: "say", text: "*vinker*" } });
  assertEquals(act(" "), { type: "nothing" });
});

Deno.test("actionFor(): passes view commands on", () => {
  assertEquals(act("/tøm"), { type: "view", command: "clear" });
  assertEquals(act("/notify"), { type: "view", command: "notify" });
  assertEquals(act("/kvittering"), { type: "view", command: "receipts" });
});

Deno.test("actionFor(): lists the commands that have an effect", () => {
  const helped = (mode: ViewMode) => {
    const action = act("/hjelp", mode);
    assert(action.type === "answer" && action.notice.type === "help");
    return action.notice.commands;
  };
  assertEquals(helped("screen").length, Object.keys(commandWords).length);
  assertEquals(helped("lines"), ["help", "quit", "who", "nick", "me", "ping", "time"]);
});

Deno.test("actionFor(): asks only for a valid name", () => {
  assertEquals(act("/navn  Kari   N "), {
    type: "input",
    input: { type: "rename", name: "Kari N" },
  });
  assertEquals(act("/navn Server"), { type: "answer", notice: { type: "invalid_name" } });
  assertEquals(act("/navn"), { type: "answer", notice: { type: "name", name: "ola" } });
});

Deno.test("actionFor(): marks the member list as old without a connection", () => {
  const who = { type: "who", you: "ola", others: [] } as const;
  assertEquals(act("/hvem"), { type: "answer", notice: { ...who, connected: true } });
  const lost = { ...chat, status: { type: "down", retryAt: 9 } } as const;
  assertEquals(act("/hvem", "lines", lost), {
    type: "answer",
    notice: { ...who, connected: false },
  });
  for (const line of ["/hvem", "/navn"]) {
    assertEquals(act(line, "screen", emptyChat), {
      type: "answer",
      notice: { type: "not_connected" },
    });
  }
});
