/**
 * The log as elements. It stays at its end when something is added, unless the person has scrolled up. It must not know
 * where the log comes from.
 *
 * @module
 */

import { Component, createRef, type VNode } from "preact";
import { assertNever } from "../../../actors/encoding/assert_never.ts";
import { ArrowDown, Mark } from "./icons.tsx";
import { linkParts } from "./links.ts";
import type { PageTexts } from "../languages/texts.ts";
import type { Block, Message } from "../message_layout.ts";

/** What is shown, and who is told where the person looks. */
export interface MessageListProps {
  readonly talk: readonly Block[];
  readonly words: PageTexts;
  readonly isAtEnd: boolean;
  readonly unread: number;
  readonly onScrolled: (isAtEnd: boolean) => void;
}

/** So near its end, in CSS pixels, the log is at its end: browsers round. */
const NEAR = 24;

/** The log, and the way to its end. */
export class MessageList extends Component<MessageListProps, { readonly isSettled: boolean }> {
  readonly #log = createRef<HTMLDivElement>();
  readonly #resized = new ResizeObserver(() => this.#stay());
  override state = { isSettled: false };
  /** Where it was scrolled to. */
  #top = 0;

  override componentDidMount(): void {
    this.#stay();
    if (this.#log.current !== null) this.#resized.observe(this.#log.current);
    // What was there already is no news: not for a screen reader, and not for the eye.
    requestAnimationFrame(() => requestAnimationFrame(() => this.setState({ isSettled: true })));
  }

  override componentDidUpdate(before: MessageListProps): void {
    const { talk, isAtEnd } = this.props;
    if (before.talk !== talk || before.isAtEnd !== isAtEnd) this.#stay();
  }

  override componentWillUnmount(): void {
    this.#resized.disconnect();
  }

  override render(
    { talk, words, isAtEnd, unread }: MessageListProps,
    { isSettled }: { readonly isSettled: boolean },
  ): VNode {
    return (
      <>
        <div
          class={isSettled ? "log live" : "log"}
          role="log"
          aria-label={words.conversation}
          aria-live={isSettled ? "polite" : "off"}
          aria-relevant="additions"
          tabIndex={0}
          ref={this.#log}
          onScroll={this.#onScroll}
        >
          <Blocks talk={talk} words={words} />
        </div>
        {!isAtEnd && (
          <button class="newer" type="button" onClick={this.#toEnd}>
            <ArrowDown />
            <span>{unread > 0 ? words.newMessages(unread) : words.newest}</span>
          </button>
        )}
      </>
    );
  }

  readonly #onScroll = (): void => {
    const log = this.#log.current;
    if (log === null) return;
    const { scrollTop, scrollHeight, clientHeight } = log;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    // The end moves away by itself too, where something is added or the log becomes lower: that is not the person.
    const isUp = scrollTop < this.#top;
    this.#top = scrollTop;
    if (isAtEnd !== this.props.isAtEnd && (isAtEnd || isUp)) this.props.onScrolled(isAtEnd);
  };

  readonly #toEnd = (): void => {
    this.props.onScrolled(true);
    this.#log.current?.focus({ preventScroll: true });
  };

  #stay(): void {
    const log = this.#log.current;
    if (log !== null && this.props.isAtEnd) log.scrollTop = log.scrollHeight;
  }
}

interface BlocksProps {
  readonly talk: readonly Block[];
  readonly words: PageTexts;
}

/** Drawn anew only when there is something new: most of what happens on a page is typing. */
class Blocks extends Component<BlocksProps> {
  override shouldComponentUpdate({ talk }: BlocksProps): boolean {
    return talk !== this.props.talk;
  }

  override render({ talk, words }: BlocksProps): VNode {
    return <div class="column lines">{talk.map((block) => drawBlock(block, words))}</div>;
  }
}

function drawBlock(block: Block, words: PageTexts): VNode {
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
          {block.messages.map((message) => drawMessage(message, block.name, words))}
        </div>
      );
    default:
      return assertNever(block);
  }
}

function drawMessage({ key, text, time, progress }: Message, name: string, words: PageTexts) {
  return (
    <div key={key} class={progress === "rejected" ? "bubble failed" : "bubble"}>
      <span class="unseen">{`${name}: `}</span>
      <span class="text">
        {linkParts(text).map((part, i) =>
          part.type === "text"
            ? part.text
            : <a key={i} href={part.href} target="_blank" rel="noopener noreferrer">{part.text}</a>
        )}
      </span>
      <span class="meta">
        <time>{time}</time>
        {progress !== undefined && <Mark progress={progress} />}
        {progress !== undefined && <span class="unseen">{words.progress[progress]}</span>}
      </span>
    </div>
  );
}
