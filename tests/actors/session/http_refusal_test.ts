import { assert, assertEquals } from "@std/assert";
import { httpResponse, lateRequestResponse } from "../../../actors/session/http_refusal.ts";
import { LANGUAGES, texts } from "../../../actors/languages/languages.ts";
import { bytesOf } from "../../support/arbitraries/bytes.ts";

for (const language of LANGUAGES) {
  Deno.test(`HTTP refusal: is a complete response in ${language} with the right length`, () => {
    const { headTooSlow, late } = texts[language].http;
    for (
      const [answer, said, wanted] of [
        [httpResponse("408 Request Timeout", headTooSlow), headTooSlow, "408 Request Timeout"],
        [lateRequestResponse(language), late, "503 Service Unavailable"],
      ] as const
    ) {
      const [head = "", body = "", ...more] = answer.split("\r\n\r\n");
      assertEquals(more, []);
      assertEquals(body, said + "\n");
      const [status, ...headers] = head.split("\r\n");
      assertEquals(status, `HTTP/1.1 ${wanted}`);
      assert(headers.includes(`Content-Length: ${bytesOf(body).length}`));
      assert(headers.includes("Connection: close"));
    }
  });
}

Deno.test("HTTP refusal: makes a late browser repeat its request", () => {
  assert(lateRequestResponse("nb").includes("\r\nRefresh: 1\r\n"));
});
