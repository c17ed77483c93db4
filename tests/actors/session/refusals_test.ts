import { assertEquals } from "@std/assert";
import { decodeServerFrame } from "../../../actors/protocol/frame_codec.ts";
import { CLOSING_REASONS, ERROR_CODES, REFUSAL_REASONS } from "../../../actors/protocol/frames.ts";
import { errorFrame, renderClosing, renderRefusal } from "../../../actors/session/refusals.ts";
import { LANGUAGES, texts } from "../../../actors/languages/languages.ts";

/** The frame in a line, if it is one. */
function frameIn(text: string): unknown {
  const decoded = decodeServerFrame(text.slice(0, -1));
  return decoded.ok && text.endsWith("\n") ? decoded.frame : undefined;
}

for (const language of LANGUAGES) {
  const { wire } = texts[language];
  const [plain, framed] = [{ dialect: "plain", language }, {
    dialect: "framed",
    language,
  }] as const;

  Deno.test(`refusals: render a refusal as a line or a frame, in ${language}`, () => {
    for (const reason of REFUSAL_REASONS) {
      const text = wire.refused[reason];
      assertEquals(renderRefusal(reason, plain), `${text}\n`);
      assertEquals(frameIn(renderRefusal(reason, framed)), { type: "refused", reason, text });
    }
  });

  Deno.test(`refusals: render a closing as a line or a frame, in ${language}`, () => {
    for (const reason of CLOSING_REASONS) {
      const text = wire.closing[reason];
      assertEquals(renderClosing(reason, plain), `${text}\n`);
      assertEquals(frameIn(renderClosing(reason, framed)), { type: "closing", reason, text });
    }
  });

  Deno.test(`refusals: render an error as a frame with its id, in ${language}`, () => {
    for (const code of ERROR_CODES) {
      const error = { type: "error", code, text: wire.errors[code] };
      assertEquals(frameIn(errorFrame(code, language)), error);
      assertEquals(frameIn(errorFrame(code, language, "a1")), { ...error, id: "a1" });
    }
  });

  Deno.test(`refusals: render not_joined as an error frame, in ${language}`, () => {
    const error = { type: "error", code: "not_joined", text: wire.errors.not_joined };
    for (const format of [plain, framed]) {
      assertEquals(frameIn(renderRefusal("not_joined", format)), error);
    }
  });
}
