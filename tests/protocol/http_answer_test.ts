import { assert, assertEquals } from "@std/assert";
import { httpAnswer } from "../../actors/protocol/http_answer.ts";
import { LANGUAGES, texts } from "../../actors/protocol/texts.ts";
import { bytesOf } from "../support/byte_arbitraries.ts";

for (const language of LANGUAGES) {
  Deno.test(`HTTP answer: is a whole response in ${language}, of the length it says`, () => {
    const [head = "", body = "", ...more] = httpAnswer(language).split("\r\n\r\n");
    assertEquals(more, []);
    assertEquals(body, texts[language].wire.noPage + "\n");
    const [status, ...headers] = head.split("\r\n");
    assertEquals(status, "HTTP/1.1 501 Not Implemented");
    assert(headers.includes(`Content-Length: ${bytesOf(body).length}`));
    assert(headers.includes("Connection: close"));
  });
}
