/**
 * What the runtime adds to each message between actors of one thread; divide by the messages.
 *
 * @module
 */

import { Mailbox } from "../../actors/runtime/mailbox.ts";

const COUNT = 1_000;
const message = { type: "said" };

Deno.bench(`mailbox: ${COUNT} messages in, then out`, () => {
  const mailbox = new Mailbox<typeof message>(COUNT);
  for (let i = 0; i < COUNT; i++) mailbox.put(message);
  while (mailbox.take() !== undefined);
});
