/**
 * What the screen looks like, as pictures that a person can look at. Where one is to be another:
 * `deno test --allow-read --allow-write --update-snapshots tests/client/terminal/screen/looks_test.ts`.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { type Language, LANGUAGES } from "../../../../actors/languages/languages.ts";
import { calendar } from "../../../../client/languages/calendar.ts";
import {
  plainText,
  rowWidth,
  type ScreenRow,
  toAnsi,
} from "../../../../client/terminal/screen/ink.ts";
import type { Picture } from "../../../../client/terminal/screen/painter.ts";
import { drawPicture } from "../../../../client/terminal/screen/picture.ts";
import { mayRead } from "../../../support/source_files.ts";
import { kari, NOON, TestScreen, welcomed } from "../../../support/fakes/test_screen.ts";

/** Also where another file imports this one: without a path, Deno takes the name of the file that was run. */
const path = fileURLToPath(new URL("__snapshots__/looks_test.ts.snap", import.meta.url));

// To read at a path takes a permission, which a bare `deno test` does not have.
const options = { ignore: !mayRead };

const WIDTHS = [20, 40, 80, 200];

/** Lets a scene come to pass. */
type Scene = (screen: TestScreen) => TestScreen;

function picture(scene: Scene, language: Language, columns: number, waiting: number): Picture {
  const screen = scene(new TestScreen(language));
  const written = calendar(language, "UTC");
  return drawPicture(screen.screen, {
    size: { columns, rows: 16 },
    address: "localhost:65432",
    now: screen.at,
    waiting,
    calendar: written,
    day: written.day(NOON),
  }).picture;
}

/** The picture within the window's edge; `▏` is the cursor. */
function framed({ added, foot }: Picture, columns: number): string {
  const log = added.flatMap(({ rows }) => rows).map((row) => [plainText(row), row] as const);
  const input = foot.rows.map((row, i): readonly [string, ScreenRow] => {
    const text = plainText(row);
    const { length } = plainText(foot.before);
    return [i === foot.row ? `${text.slice(0, length)}▏${text.slice(length)}` : text, row];
  });
  return [...log, ...input].map(([text, row]) => {
    const space = columns - rowWidth(row) - (text === plainText(row) ? 0 : 1);
    return `${text}${" ".repeat(Math.max(space, 0))}│`;
  }).join("\n");
}

function look(name: string, scene: Scene, { waiting = 0, widths = WIDTHS } = {}): void {
  Deno.test(`looks: ${name}`, options, async (t) => {
    const pictures = LANGUAGES.flatMap((language) =>
      widths.map((columns) =>
        `${language} ${columns}\n${framed(picture(scene, language, columns, waiting), columns)}\n`
      )
    );
    await t.assertSnapshot(pictures.join("\n"), { path, serializer: (text) => text });
  });
}

const joined: Scene = (screen) => screen.hear(welcomed("ola", [{ name: "kari" }]));

/** The same, with something said before. */
const talking: Scene = (screen) => joined(screen).says("hei").said("hei hei", "accepted", "read");

const talk: Scene = (screen) =>
  joined(screen)
    .says("hei, er du der?")
    .said(
      "ja, her er jeg, og jeg har en hel del å fortelle deg om det som har skjedd",
      "accepted",
      "read",
    )
    .says("så fint! vent litt")
    .said("oppskrift:\n  2 egg\n  3 dl melk\n\nrør, og stek", "accepted", "delivered")
    .says("漢字は二つの列を取る文字です。そして改行されます。")
    .says("👩‍👩‍👧 👍🏽 🇳🇴 ❤️")
    .said(
      "https://example.org/en/ganske/lang/sti/som/ikke/har/noen/mellomrom?og=mer&enn=nok",
      "accepted",
    )
    .said("denne kom ikke fram", "rejected")
    .hear(
      {
        type: "lost",
        seq: 8,
        member: { ...kari, online: false },
        until: "2026-11-23T12:05:00.000Z",
        at: "",
      },
      { type: "returned", seq: 9, member: { ...kari, online: true }, at: "" },
    )
    .pass(86_400_000)
    .says("god morgen")
    .said("og denne venter");

look("just joined", joined);

look("connecting", (screen) => screen, { widths: [20, 80] });

look("a talk", talk, { waiting: 1 });

look(
  "a long name",
  (screen) => {
    const name = "Karoline Amundsen av Nordstranden";
    const from = { id: "m2", name };
    return screen.hear(welcomed("ola", [{ name }])).says("hei, hvordan går det?", from)
      .hear({ type: "typing", from, active: true });
  },
);

look("typing", (screen) => talking(screen).hear({ type: "typing", from: kari, active: true }));

look("away", (screen) =>
  talking(screen).hear({
    type: "lost",
    seq: 8,
    member: { ...kari, online: false },
    until: "2026-11-23T12:05:00.000Z",
    at: "",
  }));

look(
  "paused",
  (screen) =>
    talking(screen).hear({ type: "flow", paused: true, waiting_for: kari }).said("er du der?"),
  { waiting: 1 },
);

look(
  "reconnecting",
  (screen) =>
    talking(screen).hear({ type: "disconnected" }, { type: "retrying", at: screen.at + 7_000 })
      .said("en").said("to").type("tre"),
  { waiting: 2 },
);

look("a hint", (screen) => talking(screen).type("noe").press("interrupt"));

look("a long input", (screen) => {
  const lines = Array.from({ length: 9 }, (_, i) => `linje ${i + 1}`);
  return talking(screen).key({
    type: "paste",
    text: `${lines.join("\n")}${" og litt til".repeat(4)}`,
  })
    .press("home", "up", "up", "right", "right");
});

look("help", (screen) => joined(screen).show().type("/help").press("enter"), { widths: [40, 80] });

Deno.test("looks: colours and weights", options, async (t) => {
  const { added, foot } = picture(talk, "nb", 80, 1);
  const rows = [...added.flatMap(({ rows }) => rows), ...foot.rows];
  const inked = [true, false].map((coloured) =>
    rows.map((row) => toAnsi(row, coloured).replaceAll("\x1b", "␛")).join("\n")
  );
  await t.assertSnapshot(inked.join("\n\n"), { path, serializer: (text) => text });
});
