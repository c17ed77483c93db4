/**
 * Reads the examples in `docs/protocol.md`, in the notation that the document explains. It knows lines; it must not know
 * what a server does with them.
 *
 * @module
 */

/** One thing that happens in an example. `line` is where it stands in the document, from 1. */
export type Step = { readonly line: number } & Happening;

/** What may happen. `who` is one connection, under the name that stands before it. */
export type Happening =
  | { readonly type: "sends"; readonly who: string; readonly text: string }
  | { readonly type: "gets"; readonly who: string; readonly text: string }
  | { readonly type: "connects" | "isCutOff" | "isClosed"; readonly who: string }
  /** Another example comes first: the one under this heading. */
  | { readonly type: "goesOn"; readonly from: string }
  | { readonly type: "passes"; readonly ms: number }
  | { readonly type: "hostSays"; readonly text: string }
  | { readonly type: "hostPutsOut"; readonly name: string }
  | { readonly type: "serverStops" };

/** One fenced block. */
export interface Example {
  /** The heading that it stands under. */
  readonly heading: string;
  readonly steps: readonly Step[];
}

/** What begins an example; other fenced blocks are pictures. */
const FENCE = "```example";

/**
 * Finds the examples of a document, in order.
 *
 * @param document Markdown.
 * @throws {SyntaxError} A line of an example is none of the notation, or the last example has no end.
 */
export function parseExamples(document: string): readonly Example[] {
  const examples: Example[] = [];
  let heading = "";
  let open: Step[] | undefined;
  for (const [i, text] of document.split("\n").entries()) {
    if (open === undefined) {
      if (text === FENCE) open = [];
      heading = /^#+ (.*)$/.exec(text)?.[1] ?? heading;
    } else if (text === "```") {
      examples.push({ heading, steps: open });
      open = undefined;
    } else if (/^ +\S/.test(text)) {
      open.push(goneOn(open.pop(), text));
    } else if (text !== "") {
      open.push({ line: i + 1, ...parseHappening(text, i + 1) });
    }
  }
  if (open !== undefined) throw new SyntaxError("Cannot read an example: the last one has no end");
  return examples;
}

/** A line that is indented goes on with the one above it. */
function goneOn(step: Step | undefined, text: string): Step {
  if (step?.type === "sends" || step?.type === "gets") {
    return { ...step, text: `${step.text} ${text.trim()}` };
  }
  throw new SyntaxError(`Cannot read an example: nothing goes on with "${text}"`);
}

function parseHappening(text: string, line: number): Happening {
  const [, who = "", mark, rest = ""] = /^([\p{L}\d]*)([<>#]) (.*)$/u.exec(text) ?? [];
  if (who !== "" && mark === ">") return { type: "sends", who, text: rest };
  if (who !== "" && mark === "<") return { type: "gets", who, text: rest };
  const happening = who === "" ? parseEvent(rest) : parseEventOf(who, rest);
  if (mark === "#" && happening !== undefined) return happening;
  throw new SyntaxError(`Cannot read an example: line ${line} is none of the notation: ${text}`);
}

function parseEventOf(who: string, event: string): Happening | undefined {
  switch (event) {
    case "connects":
      return { type: "connects", who };
    case "is cut off":
      return { type: "isCutOff", who };
    case "is closed":
      return { type: "isClosed", who };
    default:
      return undefined;
  }
}

function parseEvent(event: string): Happening | undefined {
  if (event === "the server stops") return { type: "serverStops" };
  const [, from] = /^goes on from “(.+)”$/.exec(event) ?? [];
  if (from !== undefined) return { type: "goesOn", from };
  const [, text] = /^the host says “(.+)”$/.exec(event) ?? [];
  if (text !== undefined) return { type: "hostSays", text };
  const [, name] = /^the host puts out “(.+)”$/.exec(event) ?? [];
  if (name !== undefined) return { type: "hostPutsOut", name };
  const [, count, unit] = /^(\d+) (s|ms) pass$/.exec(event) ?? [];
  if (count === undefined) return undefined;
  return { type: "passes", ms: Number(count) * (unit === "s" ? 1_000 : 1) };
}
