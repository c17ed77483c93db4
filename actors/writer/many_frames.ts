/**
 * The frames that come by the thousand, many at a time: they differ from one another in little, and that little is all
 * that is put into them. What they are in full, `framed.ts` tells, and a test holds the two together.
 *
 * @module
 */

import { type Column, SEPARATOR } from "../column.ts";
import { encodeFrame } from "../protocol/framed.ts";
import type { Identity, ServerFrame } from "../protocol/frames.ts";
import { FrameBytes, TextSource } from "./frame_bytes.ts";

const encoder = new TextEncoder();
const frames = new FrameBytes();

const [saidHead, saidId, acceptedHead, acceptedSeq, deliveredHead] = [
  '{"type":"said","seq":',
  ',"id":"',
  '{"type":"accepted","id":"',
  '","seq":',
  '{"type":"delivered","seq":',
].map(encode) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array];
const textEnd = encode('"}\n');
const end = encode("}\n");

/** Writes `said` frames that differ in number, id and text. */
export function writeSaid(
  first: number,
  from: Identity,
  at: string,
  ids: Column,
  texts: Column,
): Uint8Array {
  if (!ids.includes(SEPARATOR)) {
    return alone({ type: "said", seq: first, id: ids, from, at, text: texts });
  }
  const middle = encode(`","from":${JSON.stringify(from)},"at":${JSON.stringify(at)},"text":"`);
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
export function writeAccepted(first: number, at: string, to: number, ids: Column): Uint8Array {
  if (!ids.includes(SEPARATOR)) return alone({ type: "accepted", id: ids, seq: first, at, to });
  const tail = encode(`,"at":${JSON.stringify(at)},"to":${to}}\n`);
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

/** One that comes alone is written as all others are: what is seldom run in a loop runs cold, and this is less of it. */
function alone(frame: ServerFrame): Uint8Array {
  return encode(encodeFrame(frame));
}

function encode(text: string): Uint8Array {
  return encoder.encode(text);
}
