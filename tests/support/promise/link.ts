/**
 * A connection over a network that does what networks do: what one end writes lies on its way until the test lets it
 * arrive, in pieces of any size; it may be cut so that both ends hear of it, or so that only one does. It does not know
 * what the bytes mean.
 *
 * @module
 */

/** One end, as it hears of what happens. */
export interface LinkEnd {
  readonly received: (bytes: Uint8Array) => void;
  /** Nothing more comes; `lost`: not of the other end's will. */
  readonly ended: (lost: boolean) => void;
  /** Whether it reads no further for now. */
  readonly isFull?: boolean;
}

/** Which way: `up` is to the server. */
export type Way = "up" | "down";

/** One direction. */
class Pipe {
  readonly end: LinkEnd;
  #chunks: Uint8Array[] = [];
  #length = 0;
  /** Whether the writer has written all. */
  finished = false;
  /** Whether what is written gets lost. */
  broken = false;
  /** Whether its reader knows that nothing more comes. */
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

  /** Takes at most so many bytes off its front. */
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

  /** @param ends Who hears what comes each way. */
  constructor(ends: Readonly<Record<Way, LinkEnd>>) {
    this.#pipes = { up: new Pipe(ends.up), down: new Pipe(ends.down) };
  }

  /** Whether it works both ways. */
  get isAlive(): boolean {
    const { up, down } = this.#pipes;
    return up.isAlive && down.isAlive;
  }

  /** Whether something lies on its way. */
  get isBusy(): boolean {
    const { up, down } = this.#pipes;
    return up.isBusy || down.isBusy;
  }

  /** What one end writes. */
  write(way: Way, bytes: Uint8Array): void {
    this.#pipes[way].write(bytes);
  }

  /** One end has written all; the other hears of it behind that. */
  finish(way: Way): void {
    this.#pipes[way].finished = true;
  }

  /**
   * Lets at most so many bytes arrive.
   *
   * @returns Whether anything did.
   */
  deliver(way: Way, most = Infinity): boolean {
    const pipe = this.#pipes[way];
    const arrives = pipe.isBusy && !pipe.end.isFull;
    if (arrives && pipe.length > 0) pipe.end.received(pipe.take(most));
    if (!pipe.broken && pipe.length === 0 && pipe.finished) this.#end(pipe, false);
    return arrives;
  }

  /** The end that reads this way lets go: what still comes is for nobody, and it is told nothing more. */
  deafen(way: Way): void {
    const pipe = this.#pipes[way];
    pipe.broken = true;
    pipe.over = true;
  }

  /** What is on its way is lost, and all that is written from now on. Nobody hears of it. */
  sever(): void {
    for (const pipe of Object.values(this.#pipes)) pipe.broken = true;
  }

  /** The end that reads this way hears that it was severed. */
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
