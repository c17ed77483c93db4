/**
 * Draws `docs/screens/`: one sheet for each state of the page, in both colour schemes and three
 * widths.
 *
 * `deno run -A docs/screens.ts [STATE...]`, after `deno task build`.
 *
 * @module
 */

import { TestBrowser } from "../tests/support/processes/browser.ts";
import { PAGE_STATES, type PageState, visitState } from "../tests/support/processes/page_states.ts";

const FOLDER = new URL("screens/", import.meta.url);

/** A small phone, a tablet, a desk. */
const WIDTHS = [320, 768, 1280];
const HEIGHT = 680;

/** The scale of a picture on its sheet. */
const SCALE = 0.5;

/** Pixels between pictures. */
const GAP = 16;

if (import.meta.main) {
  const wanted = Deno.args.length === 0 ? PAGE_STATES : PAGE_STATES.filter(isWanted);
  await Deno.mkdir(FOLDER, { recursive: true });
  await using browser = await TestBrowser.start();
  for (const state of wanted) await makeSheet(browser, state);
}

function isWanted(state: PageState): boolean {
  return Deno.args.includes(state);
}

async function makeSheet(browser: TestBrowser, state: PageState): Promise<void> {
  const rows: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    const pictures = await Promise.all(WIDTHS.map(async (width) => {
      const viewport = { width, height: HEIGHT };
      const { page } = await visitState(browser, state, {
        colorScheme,
        viewport,
        reducedMotion: "reduce",
      });
      const picture = await page.screenshot();
      await page.context().close();
      return `<img width="${width * SCALE}" src="data:image/png;base64,${
        picture.toString("base64")
      }">`;
    }));
    rows.push(pictures.join(""));
  }
  const width = Math.ceil(WIDTHS.reduce((sum, width) => sum + width * SCALE + GAP, GAP));
  const { page } = await browser.visit({ viewport: { width, height: 100 } });
  await page.setContent(
    `<body style="margin:0;padding:${GAP}px;display:grid;gap:${GAP}px;background:#8a8f8c">` +
      rows.map((row) => `<div style="display:flex;gap:${GAP}px">${row}</div>`).join(""),
  );
  await page.screenshot({ path: new URL(`${state}.png`, FOLDER).pathname, fullPage: true });
  await page.context().close();
  console.log(`docs/screens/${state}.png`);
}
