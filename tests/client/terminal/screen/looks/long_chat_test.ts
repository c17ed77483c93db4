import { longChat, ScreenLooks } from "../../../../support/fakes/screen_looks.ts";

const looks = new ScreenLooks(import.meta.url);

looks.test("a long chat, narrow", longChat, { waiting: 1, widths: [20, 40] });

looks.testColours("colours and weights", longChat);
