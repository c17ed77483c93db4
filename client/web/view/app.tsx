/**
 * The page's root component: the join form, or the chat. It must not decide what to show.
 *
 * @module
 */

import type { VNode } from "preact";
import { ChatHeader, CopyLink } from "./chat_header.tsx";
import { Composer } from "./composer.tsx";
import { JoinForm } from "./join_form.tsx";
import type { PageActions } from "./page_actions.ts";
import type { Drawing } from "../page_shell.ts";
import type { PageTexts } from "../languages/texts_nb.ts";
import type { Problem } from "../page_view.ts";
import { MessageList } from "./message_list.tsx";

/** What is drawn, and the person's actions. */
export interface AppProps {
  readonly drawing: Drawing;
  readonly actions: PageActions;
}

/** The whole page. */
export function App({ drawing, actions }: AppProps): VNode {
  return drawing.page.stage === "chat"
    ? <Chat {...drawing} actions={actions} />
    : <JoinForm {...drawing} actions={actions} />;
}

function Chat(
  { page, view, blocks, actions }: Drawing & { readonly actions: PageActions },
): VNode {
  const { texts } = page;
  const { banner, problem, activity } = view;
  return (
    <div class="chat">
      <ChatHeader page={page} view={view} actions={actions} />
      <main>
        <MessageList
          blocks={blocks}
          texts={texts}
          isAtEnd={page.isAtEnd}
          unread={page.unread}
          onScrolled={(isAtEnd) => actions.shell.setAttention({ isAtEnd })}
        />
        {view.isAlone && blocks.length === 0 && <EmptyChat actions={actions} texts={texts} />}
        {banner && (
          <div class="banner">
            <p>
              <strong>{banner.text}</strong>
              {banner.detail}
            </p>
            {page.chat.status.type === "down" && (
              <button type="button" onClick={actions.shell.retry}>{texts.tryNow}</button>
            )}
          </div>
        )}
      </main>
      <footer>
        <p class="activity column">
          {activity?.isTyping && <TypingDots />}
          {activity?.text}
        </p>
        {problem
          ? <ProblemNotice problem={problem} actions={actions} />
          : <Composer page={page} actions={actions} />}
      </footer>
      <p class="visually-hidden" role="status">{view.announcement}</p>
    </div>
  );
}

function EmptyChat(
  { actions, texts }: { readonly actions: PageActions; readonly texts: PageTexts },
): VNode {
  const { link } = actions;
  return (
    <div class="empty-chat">
      <p class="heading">{texts.alone}</p>
      <p class="muted">{link === undefined ? texts.inviteLocally : texts.invite}</p>
      {link !== undefined && <p class="link">{link}</p>}
      {link !== undefined && <CopyLink actions={actions} texts={texts} class="secondary" />}
    </div>
  );
}

/** Replaces the composer while there is no chat. */
function ProblemNotice(
  { problem, actions }: { readonly problem: Problem; readonly actions: PageActions },
): VNode {
  return (
    <div class="problem column">
      <p>{problem.text}</p>
      <div class="buttons">
        {problem.buttons.map(({ label, action }, i) => (
          <button
            key={action}
            class={i === 0 ? "primary" : "secondary"}
            type="button"
            ref={i === 0 ? focus : null}
            onClick={() => action === "reload" ? actions.reload() : actions.shell.solve(action)}
          >
            {label}
          </button>
        ))}
      </div>
    </div>
  );
}

function focus(button: HTMLButtonElement | null): void {
  button?.focus();
}

function TypingDots(): VNode {
  return (
    <span class="dots" aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  );
}
