/**
 * The frames that come by the thousand, many at a time: they differ from one another in little, and that little is all
 * that is put into them. What they are in full, `framed.ts` tells, and a test holds the two together.
 *
 * @module
 */

import { SEPARATOR, type TextBatch } from "../../encoding/text_batch.ts";
import type { Identity } from "../../protocol/frames.ts";
import { encodeText } from "../../encoding/short_text.ts";
import { FrameBytes, TextSource } from "./frame_bytes.ts";

const frames = new FrameBytes();

const [SPACE, QUOTE, BACKSLASH] = [...' "\\'].map((character) => character.charCodeAt(0)) as [
  number,
  number,
  number,
];

/** What stands in them, in front of what differs. */
const SAID_HEAD = '{"type":"said","seq":';
const SAID_ID = ',"id":"';
const ACCEPTED_HEAD = '{"type":"accepted","id":"';
const ACCEPTED_SEQ = '","seq":';
const TEXT_END = '"}\n';

const [saidHead, saidId, acceptedHead, acceptedSeq, textEnd] = [
  SAID_HEAD,
  SAID_ID,
  ACCEPTED_HEAD,
  ACCEPTED_SEQ,
  TEXT_END,
].map(encodeText) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array];
const deliveredHead = encodeText('{"type":"delivered","seq":');
const end = encodeText("}\n");

/** Writes `said` frames that differ in number, id and text. */
export function writeSaid(
  first: number,
  from: Identity,
  at: string,
  ids: TextBatch,
  texts: TextBatch,
): Uint8Array {
  const { id, name } = from;
  const sender = `{"id":"${escaped(id)}","name":"${escaped(name)}"}`;
  const between = `","from":${sender},"at":"${at}","text":"`;
  if (isAlone(ids)) {
    const front = SAID_HEAD + first + SAID_ID + escaped(ids);
    return encodeText(front + between + escaped(texts) + TEXT_END);
  }
  const middle = encodeText(between);
  const [idSource, textSource] = [new TextSource(ids), new TextSource(texts)];
  const fixed = saidHead.length + saidId.length + middle.length + textEnd.length;
  frames.begin(idSource.count, fixed, idSource, textSource);
  for (let seq = first; idSource.hasNext; seq++) {
    frames.put(saidHead);
    frames.number(seq);
    frames.put(saidId);
    frames.text(idSource);
    frames.put(middle);
    frames.text(textSource);
    frames.put(textEnd);
  }
  return frames.taken();
}

/** Writes `accepted` frames that differ in number and id. */
export function writeAccepted(first: number, at: string, to: number, ids: TextBatch): Uint8Array {
  const rest = `,"at":"${at}","to":${to}}\n`;
  if (isAlone(ids)) {
    return encodeText(ACCEPTED_HEAD + escaped(ids) + ACCEPTED_SEQ + first + rest);
  }
  const tail = encodeText(rest);
  const source = new TextSource(ids);
  frames.begin(source.count, acceptedHead.length + acceptedSeq.length + tail.length, source);
  for (let seq = first; source.hasNext; seq++) {
    frames.put(acceptedHead);
    frames.text(source);
    frames.put(acceptedSeq);
    frames.number(seq);
    frames.put(tail);
  }
  return frames.taken();
}

/** Writes `delivered` frames, one for each of these numbers. */
export function writeDelivered(first: number, last: number): Uint8Array {
  frames.begin(last - first + 1, deliveredHead.length + end.length);
  for (let seq = first; seq <= last; seq++) {
    frames.put(deliveredHead);
    frames.number(seq);
    frames.put(end);
  }
  return frames.taken();
}

/** Whether it is one text, as most are: what is seldom run in a loop runs cold, and to write it as a text is less of that. */
function isAlone(column: TextBatch): boolean {
  return !column.includes(SEPARATOR);
}

/** A text as it stands in JSON between its quotes. Most stand there as they are, and to see that takes less than to call for it. */
function escaped(text: string): string {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const isSurrogate = unit >= 0xd800 && unit <= 0xdfff;
    if (unit < SPACE || unit === QUOTE || unit === BACKSLASH || isSurrogate) {
      return JSON.stringify(text).slice(1, -1);
    }
  }
  return text;
}
