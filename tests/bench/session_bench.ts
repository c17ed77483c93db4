/**
 * What a session makes of one large read, in either dialect; divide by the texts in it.
 *
 * @module
 */

import { sessionTransition } from "../../actors/session/inbound/session.ts";
import { framed, plain, START } from "../support/fakes/test_session.ts";

const COUNT = 1_000;
const texts = Array.from({ length: COUNT }, (_, i) => `melding ${i} blåbærsyltetøy på øya`);
const encoder = new TextEncoder();
const says = texts.map((text, i) => `{"type":"say","id":"r0-${i}","text":"${text}"}\n`).join("");
const lines = texts.map((text) => `ola: ${text}\n`).join("");

for (
  const { dialect, session, read } of [
    { dialect: "framed", session: framed(), read: encoder.encode(says) },
    { dialect: "plain", session: plain(), read: encoder.encode(lines) },
  ]
) {
  const { state } = session;
  Deno.bench(`session: a ${dialect} read of ${COUNT} texts`, () => {
    sessionTransition(state, { type: "bytes", bytes: read }, START);
  });
}
