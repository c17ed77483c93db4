import { longChat, ScreenLooks } from "../../../../support/fakes/screen_looks.ts";

new ScreenLooks(import.meta.url)
  .test("a long chat, wide", longChat, { waiting: 1, widths: [80, 200] });
