/**
 * Parses the examples of `docs/protocol.md`, in the notation that the document explains.
 *
 * @module
 */

/** One step of an example. `line` is its line in the document, from 1. */
export type Step = { readonly line: number } & Happening;

/** What can happen in a step. `who` is the name of a connection. */
export type Happening =
  | { readonly type: "sends"; readonly who: string; readonly text: string }
  | { readonly type: "gets"; readonly who: string; readonly text: string }
  | { readonly type: "connects" | "isCutOff" | "isClosed"; readonly who: string }
  /** The example under this heading comes first. */
  | { readonly type: "continues"; readonly from: string }
  | { readonly type: "passes"; readonly ms: number }
  | { readonly type: "operatorSays"; readonly text: string }
  | { readonly type: "operatorRemoves"; readonly name: string }
  | { readonly type: "serverStops" };

/** One example, which is a fenced block. */
export interface Example {
  /** The heading above it. */
  readonly heading: string;
  readonly steps: readonly Step[];
}

/** Begins an example. Other fenced blocks are drawings. */
const FENCE = "```example";

/**
 * Parses the examples of a document, in order.
 *
 * @param document Markdown.
 * @throws {SyntaxError} If a line is not in the notation, or if the last example does not end.
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
      open.push(continued(open.pop(), text));
    } else if (text !== "") {
      open.push({ line: i + 1, ...parseHappening(text, i + 1) });
    }
  }
  if (open !== undefined) {
    throw new SyntaxError("Cannot parse an example: the last one does not end");
  }
  return examples;
}

/** Appends an indented line to the line above it. */
function continued(step: Step | undefined, text: string): Step {
  if (step?.type === "sends" || step?.type === "gets") {
    return { ...step, text: `${step.text} ${text.trim()}` };
  }
  throw new SyntaxError(`Cannot parse an example: no line to continue with "${text}"`);
}

function parseHappening(text: string, line: number): Happening {
  const [, who = "", mark, rest = ""] = /^([\p{L}\d]*)([<>#]) (.*)$/u.exec(text) ?? [];
  if (who !== "" && mark === ">") return { type: "sends", who, text: rest };
  if (who !== "" && mark === "<") return { type: "gets", who, text: rest };
  const happening = who === "" ? parseEvent(rest) : parseEventOf(who, rest);
  if (mark === "#" && happening !== undefined) return happening;
  throw new SyntaxError(`Cannot parse an example: line ${line} is not in the notation: ${text}`);
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
  const [, from] = /^continues “(.+)”$/.exec(event) ?? [];
  if (from !== undefined) return { type: "continues", from };
  const [, text] = /^the operator says “(.+)”$/.exec(event) ?? [];
  if (text !== undefined) return { type: "operatorSays", text };
  const [, name] = /^the operator removes “(.+)”$/.exec(event) ?? [];
  if (name !== undefined) return { type: "operatorRemoves", name };
  const [, count, unit] = /^(\d+) (s|ms) pass$/.exec(event) ?? [];
  if (count === undefined) return undefined;
  return { type: "passes", ms: Number(count) * (unit === "s" ? 1_000 : 1) };
}
