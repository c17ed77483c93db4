import { chatting, ScreenLooks } from "../../../../support/fakes/screen_looks.ts";
import { kari } from "../../../../support/fakes/test_screen.ts";

const looks = new ScreenLooks(import.meta.url);

looks.test(
  "typing",
  (screen) => chatting(screen).receive({ type: "typing", from: kari, active: true }),
);

looks.test("away", (screen) =>
  chatting(screen).receive({
    type: "lost",
    seq: 8,
    member: { ...kari, online: false },
    until: "2026-11-23T12:05:00.000Z",
    at: "",
  }));
