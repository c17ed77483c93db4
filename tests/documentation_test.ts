import { assertEquals } from "@std/assert";
import { mayRead } from "./support/source_files.ts";

const TOP = new URL("../", import.meta.url);

/** The longest decision note, in lines. */
const MAX_NOTE_LINES = 25;

const options = { ignore: !mayRead };

Deno.test("documentation: links lead to files and headings that exist", options, async () => {
  const pages = ["README.md", "CHANGELOG.md", ...await markdownIn("docs/")];
  const dead: string[] = [];
  for (const page of pages) {
    for (const link of linksIn(await read(page))) {
      const target = new URL(link, new URL(page, TOP));
      if (!await leadsSomewhere(target)) dead.push(`${page}: ${link}`);
    }
  }
  assertEquals(dead, []);
});

Deno.test("documentation: a decision note is short and has a status", options, async () => {
  for (const note of await markdownIn("docs/decisions/")) {
    const lines = (await read(note)).trimEnd().split("\n");
    const status =
      /^Status: (?:accepted|(?:accepted, in part )?superseded by \d+(?:(?:, | and )\d+)*)/;
    assertEquals([note, lines.length <= MAX_NOTE_LINES], [note, true]);
    assertEquals([note, status.test(lines[2] ?? "")], [note, true]);
  }
});

async function markdownIn(folder: string): Promise<readonly string[]> {
  const pages: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, TOP))) {
    if (isDirectory) pages.push(...await markdownIn(`${folder}${name}/`));
    else if (name.endsWith(".md")) pages.push(`${folder}${name}`);
  }
  return pages;
}

/** Relative links outside of code. */
function linksIn(text: string): readonly string[] {
  const prose = text.replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = ""]) => link)
    .filter((link) => !/^[a-z]+:/.test(link));
}

async function leadsSomewhere(target: URL): Promise<boolean> {
  const file = new URL(target.pathname, target);
  try {
    await Deno.stat(file);
  } catch {
    return false;
  }
  if (target.hash === "" || !file.pathname.endsWith(".md")) return true;
  const headings = (await Deno.readTextFile(file)).matchAll(/^#+ (.*)$/gm);
  return [...headings].some(([, heading = ""]) => `#${anchorOf(heading)}` === target.hash);
}

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
  return heading.toLowerCase().replaceAll(/[^\p{L}\p{N}\- ]/gu, "").replaceAll(" ", "-");
}

function read(path: string): Promise<string> {
  return Deno.readTextFile(new URL(path, TOP));
}
