/**
 * Draws scenes of the screen as text and compares them with snapshots, which a person can look at.
 * To accept a changed look: `deno test --allow-read --allow-write --update-snapshots
 * tests/client/terminal/screen/looks`.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { type Language, LANGUAGES } from "../../../actors/languages/languages.ts";
import { calendar } from "../../../client/languages/calendar.ts";
import {
  plainText,
  rowWidth,
  type ScreenRow,
  toAnsi,
} from "../../../client/terminal/screen/ink.ts";
import type { Picture } from "../../../client/terminal/screen/painter.ts";
import { drawPicture } from "../../../client/terminal/screen/picture.ts";
import { mayRead } from "../source_files.ts";
import { kari, NOON, TestScreen, welcomed } from "./test_screen.ts";

const WIDTHS = [20, 40, 80, 200];

// Reading a snapshot takes a permission that a bare `deno test` does not have.
const options = { ignore: !mayRead };

/** Leads a new screen to the state in the picture. */
export type Scene = (screen: TestScreen) => TestScreen;

/** Makes snapshot tests for one test file. */
export class ScreenLooks {
  /** Deno would name the snapshot after the file it was started with, which may import this one. */
  readonly #path: string;

  /** @param file The test file's `import.meta.url`. */
  constructor(file: string) {
    const name = file.slice(file.lastIndexOf("/") + 1);
    this.#path = fileURLToPath(new URL(`__snapshots__/${name}.snap`, file));
  }

  /** Draws a scene in each language and width. */
  test(name: string, scene: Scene, { waiting = 0, widths = WIDTHS } = {}): void {
    Deno.test(`looks: ${name}`, options, async (t) => {
      const pictures = LANGUAGES.flatMap((language) =>
        widths.map((columns) =>
          `${language} ${columns}\n${framed(picture(scene, language, columns, waiting), columns)}\n`
        )
      );
      await t.assertSnapshot(pictures.join("\n"), this.#snapshot);
    });
  }

  /** Draws a scene with its escape codes, with and without colours. */
  testColours(name: string, scene: Scene): void {
    Deno.test(`looks: ${name}`, options, async (t) => {
      const { added, foot } = picture(scene, "nb", 80, 1);
      const rows = [...added.flatMap(({ rows }) => rows), ...foot.rows];
      const coded = [true, false].map((coloured) =>
        rows.map((row) => toAnsi(row, coloured).replaceAll("\x1b", "␛")).join("\n")
      );
      await t.assertSnapshot(coded.join("\n\n"), this.#snapshot);
    });
  }

  get #snapshot() {
    return { path: this.#path, serializer: (text: string) => text };
  }
}

/** In the room with kari. */
export const joined: Scene = (screen) => screen.receive(welcomed("ola", [{ name: "kari" }]));

/** The same, after a few words. */
export const chatting: Scene = (screen) =>
  joined(screen).says("hei").said("hei hei", "accepted", "read");

/** A chat with every kind of entry. */
export const longChat: Scene = (screen) =>
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
    .receive(
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

/** The picture with the window's right edge, and `▏` for the cursor. */
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
