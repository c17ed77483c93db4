/**
 * A connection over a simulated network. Bytes wait until the test delivers them, in pieces of any
 * size. The link may break so that both ends hear of it, one end, or none. It does not know what
 * the bytes mean.
 *
 * @module
 */

/** One end's handlers. */
export interface LinkEnd {
  readonly received: (bytes: Uint8Array) => void;
  /** Nothing more comes. `lost`: the link broke. */
  readonly ended: (lost: boolean) => void;
  /** Whether it reads no further for now. */
  readonly isFull?: boolean;
}

/** The direction; `up` is to the server. */
export type Way = "up" | "down";

/** One direction. */
class Pipe {
  readonly end: LinkEnd;
  #chunks: Uint8Array[] = [];
  #length = 0;
  /** Whether the writer has finished. */
  finished = false;
  /** Whether bytes get lost. */
  broken = false;
  /** Whether the reader knows that nothing more comes. */
  over = false;

  constructor(end: LinkEnd) {
    this.end = end;
  }

  get length(): number {
    return this.#length;
  }

  get isAlive(): boolean {
    return !this.broken && !this.finished && !this.over;
  }

  get isBusy(): boolean {
    return !this.broken && (this.#length > 0 || this.finished);
  }

  write(bytes: Uint8Array): void {
    if (this.broken || this.finished) return;
    this.#chunks.push(bytes);
    this.#length += bytes.length;
  }

  /** Takes up to so many bytes from the front. */
  take(most: number): Uint8Array {
    const [only] = this.#chunks;
    const all = this.#chunks.length === 1 && only !== undefined ? only : join(this.#chunks);
    const taken = all.subarray(0, most);
    this.#chunks = taken.length < all.length ? [all.subarray(taken.length)] : [];
    this.#length = all.length - taken.length;
    return taken;
  }
}

/** A connection. */
export class Link {
  readonly #pipes: Readonly<Record<Way, Pipe>>;

  /** @param ends The end that reads each direction. */
  constructor(ends: Readonly<Record<Way, LinkEnd>>) {
    this.#pipes = { up: new Pipe(ends.up), down: new Pipe(ends.down) };
  }

  /** Whether both directions work. */
  get isAlive(): boolean {
    const { up, down } = this.#pipes;
    return up.isAlive && down.isAlive;
  }

  /** Whether bytes are on their way. */
  get isBusy(): boolean {
    const { up, down } = this.#pipes;
    return up.isBusy || down.isBusy;
  }

  /** Writes bytes. */
  write(way: Way, bytes: Uint8Array): void {
    this.#pipes[way].write(bytes);
  }

  /** Ends a direction, behind what was written. */
  finish(way: Way): void {
    this.#pipes[way].finished = true;
  }

  /**
   * Delivers up to so many bytes.
   *
   * @returns Whether anything arrived.
   */
  deliver(way: Way, most = Infinity): boolean {
    const pipe = this.#pipes[way];
    const arrives = pipe.isBusy && !pipe.end.isFull;
    if (arrives && pipe.length > 0) pipe.end.received(pipe.take(most));
    if (!pipe.broken && pipe.length === 0 && pipe.finished) this.#end(pipe, false);
    return arrives;
  }

  /** The reader of this direction stops reading, and hears nothing more. */
  deafen(way: Way): void {
    const pipe = this.#pipes[way];
    pipe.broken = true;
    pipe.over = true;
  }

  /** Loses all bytes, now and later. No end hears of it. */
  sever(): void {
    for (const pipe of Object.values(this.#pipes)) pipe.broken = true;
  }

  /** Tells the reader of this direction that the link broke. */
  tell(way: Way): void {
    this.#end(this.#pipes[way], true);
  }

  #end(pipe: Pipe, lost: boolean): void {
    if (pipe.over) return;
    pipe.broken = true;
    pipe.over = true;
    pipe.end.ended(lost);
  }
}

function join(chunks: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let length = 0;
  for (const chunk of chunks) {
    joined.set(chunk, length);
    length += chunk.length;
  }
  return joined;
}
