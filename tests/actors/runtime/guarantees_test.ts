/**
 * Checks `docs/runtime.md` against the tests: the mark of each claim is in one test's name.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { mayRead, sourceFiles } from "../../support/source_files.ts";

const MARK = /\[[a-z]+\.\d+\]/g;

/** A test's name with its mark. */
const TEST_NAME = /\b(?:Deno\.test|testInEveryPlace)\(\s*"[^"]*(\[[a-z]+\.\d+\])"/g;

const options = { ignore: !mayRead };

const page = () => Deno.readTextFile(new URL("../../../docs/runtime.md", import.meta.url));

async function testedMarks(): Promise<readonly string[]> {
  const marks: string[] = [];
  for (const { text } of await sourceFiles(["tests/actors/runtime"])) {
    marks.push(...Array.from(text.matchAll(TEST_NAME), ([, mark = ""]) => mark));
  }
  return marks;
}

Deno.test(
  "guarantees: page and tests have the same marks",
  options,
  async () => {
    const promised = (await page()).match(MARK) ?? [];
    assertEquals(promised.toSorted(), (await testedMarks()).toSorted());
  },
);

Deno.test("guarantees: each claim on the page ends in a mark", options, async () => {
  const [promises = ""] = (await page()).split("## Not promised");
  const claims = promises.split(/\n- /).slice(1).map((claim) => claim.split(/\n\n/)[0] ?? "");
  assertEquals(claims.filter((claim) => !/\[[a-z]+\.\d+\]$/.test(claim.trimEnd())), []);
});
