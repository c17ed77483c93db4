/**
 * The log as elements. It stays scrolled to its end unless the person has scrolled up. It must not
 * know where the log comes from.
 *
 * @module
 */

import { Component, createRef, type VNode } from "preact";
import { assertNever } from "../../../actors/encoding/assert_never.ts";
import { ArrowDown, ProgressMark } from "./icons.tsx";
import { linkParts } from "./links.ts";
import type { PageTexts } from "../languages/texts_nb.ts";
import type { Block, Message } from "../message_layout.ts";

/** The blocks to show, and the callback for scrolling. */
export interface MessageListProps {
  readonly blocks: readonly Block[];
  readonly texts: PageTexts;
  readonly isAtEnd: boolean;
  readonly unread: number;
  readonly onScrolled: (isAtEnd: boolean) => void;
}

/** The log counts as at its end within this many CSS pixels, because browsers round. */
const END_TOLERANCE = 24;

/** The log, and a button that scrolls to its end. */
export class MessageList extends Component<MessageListProps, { readonly isSettled: boolean }> {
  readonly #log = createRef<HTMLDivElement>();
  readonly #resized = new ResizeObserver(() => this.#stickToEnd());
  override state = { isSettled: false };
  /** The last scroll position. */
  #top = 0;

  override componentDidMount(): void {
    this.#stickToEnd();
    if (this.#log.current !== null) this.#resized.observe(this.#log.current);
    // Entries of the first drawing are old: neither announce nor animate them.
    requestAnimationFrame(() => requestAnimationFrame(() => this.setState({ isSettled: true })));
  }

  override componentDidUpdate(before: MessageListProps): void {
    const { blocks, isAtEnd } = this.props;
    if (before.blocks !== blocks || before.isAtEnd !== isAtEnd) this.#stickToEnd();
  }

  override componentWillUnmount(): void {
    this.#resized.disconnect();
  }

  override render(
    { blocks, texts, isAtEnd, unread }: MessageListProps,
    { isSettled }: { readonly isSettled: boolean },
  ): VNode {
    return (
      <>
        <div
          class={isSettled ? "log live" : "log"}
          role="log"
          aria-label={texts.conversation}
          aria-live={isSettled ? "polite" : "off"}
          aria-relevant="additions"
          tabIndex={0}
          ref={this.#log}
          onScroll={this.#onScroll}
        >
          <Blocks blocks={blocks} texts={texts} />
        </div>
        {!isAtEnd && (
          <button class="to-end" type="button" onClick={this.#toEnd}>
            <ArrowDown />
            <span>{unread > 0 ? texts.newMessages(unread) : texts.newest}</span>
          </button>
        )}
      </>
    );
  }

  readonly #onScroll = (): void => {
    const log = this.#log.current;
    if (log === null) return;
    const { scrollTop, scrollHeight, clientHeight } = log;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < END_TOLERANCE;
    // The end also moves when the log grows or shrinks. Only scrolling up is the person.
    const isUp = scrollTop < this.#top;
    this.#top = scrollTop;
    if (isAtEnd !== this.props.isAtEnd && (isAtEnd || isUp)) this.props.onScrolled(isAtEnd);
  };

  readonly #toEnd = (): void => {
    this.props.onScrolled(true);
    this.#log.current?.focus({ preventScroll: true });
  };

  #stickToEnd(): void {
    const log = this.#log.current;
    if (log !== null && this.props.isAtEnd) log.scrollTop = log.scrollHeight;
  }
}

interface BlocksProps {
  readonly blocks: readonly Block[];
  readonly texts: PageTexts;
}

/** Redraws only changed blocks: most redraws of the page are for typing. */
class Blocks extends Component<BlocksProps> {
  override shouldComponentUpdate({ blocks }: BlocksProps): boolean {
    return blocks !== this.props.blocks;
  }

  override render({ blocks, texts }: BlocksProps): VNode {
    return <div class="column entries">{blocks.map((block) => drawBlock(block, texts))}</div>;
  }
}

function drawBlock(block: Block, texts: PageTexts): VNode {
  switch (block.type) {
    case "day":
      return <h2 key={block.key} class="day">{block.label}</h2>;
    case "notice":
      return (
        <div key={block.key} class={block.lines.length > 1 ? "notice long" : "notice"}>
          {block.lines.map((line) => <p key={line}>{line}</p>)}
        </div>
      );
    case "group":
      return (
        <div key={block.key} class={block.isMine ? "group mine" : "group"}>
          {!block.isMine && <p class="name" aria-hidden="true">{block.name}</p>}
          {block.messages.map((message) => drawMessage(message, block.name, texts))}
        </div>
      );
    default:
      return assertNever(block);
  }
}

function drawMessage({ key, text, time, progress }: Message, name: string, texts: PageTexts) {
  return (
    <div key={key} class={progress === "rejected" ? "bubble failed" : "bubble"}>
      <span class="visually-hidden">{`${name}: `}</span>
      <span class="text">
        {linkParts(text).map((part, i) =>
          part.type === "text"
            ? part.text
            : <a key={i} href={part.href} target="_blank" rel="noopener noreferrer">{part.text}</a>
        )}
      </span>
      <span class="meta">
        <time>{time}</time>
        {progress !== undefined && <ProgressMark progress={progress} />}
        {progress !== undefined && <span class="visually-hidden">{texts.progress[progress]}</span>}
      </span>
    </div>
  );
}
