import { joined, ScreenLooks } from "../../../../support/fakes/screen_looks.ts";
import { welcomed } from "../../../../support/fakes/test_screen.ts";

const looks = new ScreenLooks(import.meta.url);

looks.test("just joined", joined);

looks.test("connecting", (screen) => screen, { widths: [20, 80] });

looks.test("a long name", (screen) => {
  const name = "Karoline Amundsen av Nordstranden";
  const from = { id: "m2", name };
  return screen.receive(welcomed("ola", [{ name }])).says("hei, hvordan går det?", from)
    .receive({ type: "typing", from, active: true });
});

looks.test("help", (screen) => joined(screen).show().type("/help").press("enter"), {
  widths: [40, 80],
});
