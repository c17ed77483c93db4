import { chatting, ScreenLooks } from "../../../../support/fakes/screen_looks.ts";
import { kari } from "../../../../support/fakes/test_screen.ts";

const looks = new ScreenLooks(import.meta.url);

looks.test(
  "paused",
  (screen) =>
    chatting(screen).receive({ type: "flow", paused: true, waiting_for: kari }).said("er du der?"),
  { waiting: 1 },
);

looks.test(
  "reconnecting",
  (screen) =>
    chatting(screen).receive({ type: "disconnected" }, { type: "retrying", at: screen.at + 7_000 })
      .said("en").said("to").type("tre"),
  { waiting: 2 },
);
