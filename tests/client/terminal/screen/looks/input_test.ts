import { chatting, ScreenLooks } from "../../../../support/fakes/screen_looks.ts";

const looks = new ScreenLooks(import.meta.url);

looks.test("a hint", (screen) => chatting(screen).type("noe").press("interrupt"));

looks.test("a long input", (screen) => {
  const lines = Array.from({ length: 9 }, (_, i) => `linje ${i + 1}`);
  const text = `${lines.join("\n")}${" og litt til".repeat(4)}`;
  return chatting(screen).key({ type: "paste", text }).press("home", "up", "up", "right", "right");
});
