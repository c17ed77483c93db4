import { assertEquals, assertStringIncludes } from "@std/assert";
import { formatJson, formatText } from "../../server/log.ts";

Deno.test("log: a line for people, in the operator's language", () => {
  const event = { type: "accepted", address: "127.0.0.1:59538", clients: 2 } as const;
  assertEquals(
    formatText(event, "nb"),
    "[AKSEPTERT] Ny tilkobling fra 127.0.0.1:59538. Antall klienter: 2",
  );
  assertStringIncludes(formatText(event, "en"), "[ACCEPTED] New connection from 127.0.0.1:59538");
});

Deno.test("log: a JSON object on one line, with time and level", () => {
  assertEquals(
    formatJson({ type: "received", address: "a", text: 'x\n"y"' }, 0),
    '{"@timestamp":"1970-01-01T00:00:00.000Z","level":"INFO","message":"received",' +
      '"logger":"tospann","properties":{"address":"a","text":"x\\n\\"y\\""}}',
  );
  const level = (type: "gaveUp" | "starting") => JSON.parse(formatJson({ type }, 0)).level;
  assertEquals([level("gaveUp"), level("starting")], ["FATAL", "INFO"]);
  const broken = JSON.parse(formatJson({ type: "broken", what: "web", error: "x" }, 0));
  assertEquals([broken.level, broken.properties], ["ERROR", { what: "web", error: "x" }]);
});
