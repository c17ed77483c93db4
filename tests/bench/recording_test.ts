import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { less, more } from "./figure.ts";
import { formatRecording, notes, parseRecording, recordRun, type RunHead } from "./recording.ts";

const head: RunHead = {
  date: "2026-11-23T01:02:03.456Z",
  commit: "1960905",
  machine: { cpu: "AMD EPYC", cores: 2, memory: 24, deno: "2.9.6" },
  extent: "usual",
  serverFlags: "",
};
const figures = [less("p50", 1_018, "µs"), more("texts", 241_000, "/s")];
const recording = { latency: { ...head, figures }, empty: { ...head, figures: [] } };

Deno.test("recording: is read as it was written", () => {
  assertEquals(parseRecording(formatRecording(recording)), recording);
  assertEquals(parseRecording(formatRecording({})), {});
});

Deno.test("recording: has a line for each figure", () => {
  const lines = formatRecording(recording).split("\n");
  assertEquals(lines.filter((line) => line.includes(`"what"`)).length, figures.length);
});

Deno.test("recording: what is none is none", () => {
  for (const text of ["", "{", "[]", "null", `{"a":1}`, `{"a":{"figures":[]}}`]) {
    assertEquals(parseRecording(text), undefined);
  }
  const broken = formatRecording(recording).replace(`"lower"`, `"left"`);
  assertEquals(parseRecording(broken), undefined);
});

Deno.test("recording: reading throws at nothing", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseRecording(text)));
});

Deno.test("recordRun() replaces its workload alone, and rounds", () => {
  const later = { ...head, commit: "abcdef0" };
  const noise = [less("p50", 1_018.4321, "µs"), less("p99", NaN, "µs")];
  const recorded = recordRun(recording, "latency", later, noise);
  assertEquals(recorded.empty, recording.empty);
  assertEquals(recorded.latency, { ...later, figures: [less("p50", 1_018, "µs")] });
});

Deno.test("notes() tells what was recorded when, and what was otherwise", () => {
  assertEquals(notes(head, recording, ["latency", "empty", "loud"]), [
    "recorded 2026-11-23 at 1960905: latency, empty",
    "nothing recorded: loud",
  ]);
  const now: RunHead = {
    ...head,
    extent: "quick",
    machine: { ...head.machine, cores: 8 },
    serverFlags: "--log json",
  };
  assertEquals(notes(now, recording, ["latency"]), [
    "recorded 2026-11-23 at 1960905: latency",
    "recorded in a usual run, now in a quick run: latency",
    "recorded on AMD EPYC, 2 cores, 24 GB, now on AMD EPYC, 8 cores, 24 GB: latency",
    `recorded with server flags "", now with server flags "--log json": latency`,
  ]);
});
