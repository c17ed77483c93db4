/**
 * The page from top to bottom, as elements. It must not decide what stands in it.
 *
 * @module
 */

import type { VNode } from "preact";
import { ChatHeader, CopyLink } from "./chat_header.tsx";
import { Composer } from "./composer.tsx";
import { JoinForm } from "./join_form.tsx";
import type { PageActions } from "./page_actions.ts";
import type { Drawing } from "../page_shell.ts";
import type { PageTexts } from "../languages/texts.ts";
import type { Obstacle, Remedy } from "../page_view.ts";
import { MessageList } from "./message_list.tsx";

/** What is drawn, and what can be done there. */
export interface WholePageProps {
  readonly drawing: Drawing;
  readonly hands: PageActions;
}

/** The page. */
export function WholePage({ drawing, hands }: WholePageProps): VNode {
  return drawing.page.stage === "chat"
    ? <Chat {...drawing} hands={hands} />
    : <JoinForm {...drawing} hands={hands} />;
}

function Chat({ page, view, talk, hands }: Drawing & { readonly hands: PageActions }): VNode {
  const { words } = page;
  const { bar, over, whisper } = view;
  return (
    <div class="chat">
      <ChatHeader page={page} view={view} hands={hands} />
      <main>
        <MessageList
          talk={talk}
          words={words}
          isAtEnd={page.isAtEnd}
          unread={page.unread}
          onScrolled={(isAtEnd) => hands.shell.watch({ isAtEnd })}
        />
        {view.isAlone && talk.length === 0 && <Alone hands={hands} words={words} />}
        {bar && (
          <div class="bar">
            <p>
              <strong>{bar.text}</strong>
              {bar.detail}
            </p>
            {page.chat.status.type === "down" && (
              <button type="button" onClick={hands.shell.retry}>{words.tryNow}</button>
            )}
          </div>
        )}
      </main>
      <footer>
        <p class={whisper?.isTyping ? "whisper typing column" : "whisper column"}>
          {whisper?.isTyping && <Dots />}
          {whisper?.text}
        </p>
        {over ? <Over over={over} hands={hands} /> : <Composer page={page} hands={hands} />}
      </footer>
      <p class="unseen" role="status">{view.announcement}</p>
    </div>
  );
}

function Alone(
  { hands, words }: { readonly hands: PageActions; readonly words: PageTexts },
): VNode {
  const { link } = hands;
  return (
    <div class="alone">
      <p class="large">{words.alone}</p>
      <p class="soft">{link === undefined ? words.inviteLocally : words.invite}</p>
      {link !== undefined && <p class="link">{link}</p>}
      {link !== undefined && <CopyLink hands={hands} words={words} class="quiet" />}
    </div>
  );
}

/** In place of the box: there is nobody to write to. */
function Over({ over, hands }: { readonly over: Obstacle; readonly hands: PageActions }): VNode {
  return (
    <div class="over column">
      <p>{over.text}</p>
      <div class="buttons">
        {over.buttons.map(({ label, does }, i) => (
          <button
            key={does}
            class={i === 0 ? "main" : "quiet"}
            type="button"
            ref={i === 0 ? focus : null}
            onClick={() => does === "reload" ? hands.reload() : remedy(hands, does)}
          >
            {label}
          </button>
        ))}
      </div>
    </div>
  );
}

function remedy(hands: PageActions, does: Exclude<Remedy, "reload">): void {
  hands.shell.remedy(does);
}

function focus(button: HTMLButtonElement | null): void {
  button?.focus();
}

function Dots(): VNode {
  return (
    <span class="dots" aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  );
}
