import { assert, assertEquals, assertFalse } from "@std/assert";
import { isLanguage, LANGUAGES, texts } from "../../../actors/languages/languages.ts";

const ADDRESS = "127.0.0.1:59538";

/** One text with its arguments. */
interface Filled {
  readonly path: string;
  readonly line: string;
  readonly given: readonly string[];
}

/** Every text of a section, each with as many words as it has parameters. */
function textsIn(section: object, path = ""): Filled[] {
  const entries: [string, unknown][] = Object.entries(section);
  return entries.flatMap(([key, value]): Filled[] => {
    const here = `${path}.${key}`;
    if (typeof value === "string") return [{ path: here, line: value, given: [] }];
    if (typeof value === "object" && value !== null) return textsIn(value, here);
    assert(typeof value === "function", here);
    const given = ["En", "To", "Tre"].slice(0, value.length);
    // A list of one word formats as the word, and also suits parameters that are lists.
    return [{ path: here, line: String(value(...given.map((word) => [word]))), given }];
  });
}

Deno.test("texts: keep the seed's lines", () => {
  const { wire, server } = texts.nb;
  assertEquals(
    [
      wire.refused.room_full,
      wire.joined(ADDRESS),
      wire.left(ADDRESS),
      wire.closing.stopping,
      wire.tooLong(8_192),
      server.starting,
      server.listening("0.0.0.0:65432"),
      server.accepted(ADDRESS, 1),
      server.connected(ADDRESS),
      server.rejected(ADDRESS),
      server.disconnected(ADDRESS, 0),
      server.received(ADDRESS, "ola: hei"),
      server.stopping,
      server.closingClients,
      server.closingSocket,
    ],
    [
      "Server: Beklager, chatrommet er fullt.",
      "System: Bruker 127.0.0.1:59538 har koblet seg til.",
      "System: Bruker 127.0.0.1:59538 har forlatt chatten.",
      "Server: Serveren avsluttes.",
      "Server: Meldingen er for lang (maks 8192 byte) og ble ikke sendt.",
      "[STARTER] Serveren starter...",
      "[LYTTER] Serveren lytter på 0.0.0.0:65432",
      "[AKSEPTERT] Ny tilkobling fra 127.0.0.1:59538. Antall klienter: 1",
      "[NY TILKOBLING] 127.0.0.1:59538 koblet til.",
      "[AVVIST] Server full. Avviste tilkobling fra 127.0.0.1:59538",
      "[127.0.0.1:59538] Koblet fra. Antall klienter: 0",
      "Mottatt fra [127.0.0.1:59538]: ola: hei",
      "[AVSLUTTER] Serveren avsluttes manuelt.",
      "Lukker alle klienttilkoblinger...",
      "Lukker server socket.",
    ],
  );
});

Deno.test("texts: the client asks as the seed's client does", () => {
  assertEquals(texts.nb.client.askAddress("localhost"), "Serverens adresse [localhost]:");
  assertEquals(texts.nb.client.askName, "Navn:");
});

for (const language of LANGUAGES) {
  Deno.test(`texts: each text in ${language} is one line and uses its arguments`, () => {
    for (const { path, line, given } of textsIn(texts[language])) {
      assert(line.trim() === line && line.length > 0 && !line.includes("\n"), path);
      for (const word of given) assert(line.includes(word), path);
    }
  });

  Deno.test(`texts: each wire text in ${language} names its sender`, () => {
    for (const { path, line } of textsIn(texts[language].wire)) {
      assert(/^(Server|System): \p{Lu}/u.test(line), path);
    }
  });
}

Deno.test("texts: know their languages", () => {
  assert(isLanguage("nb"));
  assert(isLanguage("en"));
  for (const other of ["", "no", "NB", "constructor"]) assertFalse(isLanguage(other));
});
