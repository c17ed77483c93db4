import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { addEntry, emptyChatLog } from "../../../client/chat/chat_log.ts";
import { formatSavedPage, parseSavedPage } from "../../../client/web/saved_page.ts";

const from = { id: "m2", name: "kari" };

Deno.test("saved page: survives a round trip, except for answers to commands", () => {
  let log = addEntry({ ...emptyChatLog, delivered: 3, read: 2, nextKey: 7 }, {
    type: "said",
    seq: 1,
    from,
    text: "hei\n</script>",
    at: "2026-11-23T12:00:00Z",
  });
  log = addEntry(log, { type: "notice", notice: { type: "joined", name: "kari" } });
  log = addEntry(log, { type: "notice", notice: { type: "measured", ms: 3 } });
  log = addEntry(log, {
    type: "own",
    id: "a",
    text: "b",
    progress: "waiting",
    seq: undefined,
    at: undefined,
  });
  const times = new Map([[7, 70], [8, 80], [9, 90], [10, 100]]);
  const saved = parseSavedPage(formatSavedPage({ name: "ola", log, times }));
  const entries = log.entries.filter((_, i) => i !== 2);
  assertEquals(saved, {
    name: "ola",
    log: { ...log, entries },
    times: new Map([[7, 70], [8, 80], [10, 100]]),
  });
});

Deno.test("saved page: keeps the newest texts up to a bound", () => {
  let log = emptyChatLog;
  for (let seq = 1; seq <= 100; seq++) {
    log = addEntry(log, { type: "said", seq, from, text: `${seq}`.padEnd(8_000, "."), at: "" });
  }
  const written = formatSavedPage({ name: "ola", log, times: new Map() });
  assert(written.length < 300_000);
  const saved = parseSavedPage(written)?.log.entries;
  assertEquals(saved?.at(-1), log.entries.at(-1));
  assert((saved?.length ?? 0) > 20);
});

Deno.test("parseSavedPage() drops the entries that do not fit, whatever it reads", () => {
  assertEquals(parseSavedPage(""), undefined);
  assertEquals(parseSavedPage(`{"version":2,"name":"ola"}`), undefined);
  const entry = fc.oneof(
    fc.jsonValue(),
    fc.record({
      type: fc.constantFrom("said", "own", "notice", "__proto__"),
      key: fc.oneof(fc.nat(), fc.jsonValue()),
      text: fc.oneof(fc.string(), fc.jsonValue()),
      from: fc.oneof(fc.constant(from), fc.jsonValue()),
      at: fc.string(),
      seq: fc.nat(),
      progress: fc.constantFrom("read", "x"),
      id: fc.string(),
      notice: fc.oneof(fc.constant({ type: "left", name: "kari" }), fc.jsonValue()),
    }, { requiredKeys: ["type"] }),
  );
  const page = fc.record({
    version: fc.constant(1),
    name: fc.string(),
    entries: fc.oneof(fc.array(entry), fc.jsonValue()),
    times: fc.jsonValue(),
    delivered: fc.jsonValue(),
  });
  fc.assert(fc.property(page, (page) => {
    const saved = parseSavedPage(JSON.stringify(page));
    assert(saved !== undefined);
    let last = -1;
    for (const entry of saved.log.entries) {
      assert(entry.key > last);
      last = entry.key;
      if (entry.type !== "notice") assertEquals(typeof entry.text, "string");
    }
    assert(saved.log.nextKey > last);
    // Writing it again must not throw.
    formatSavedPage(saved);
  }));
});
