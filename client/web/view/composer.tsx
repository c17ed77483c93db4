/**
 * The message composer: a text box that grows with its text, and the send button. It must not know
 * what happens to a sent text.
 *
 * @module
 */

import type { TargetedKeyboardEvent, VNode } from "preact";
import type { PageActions } from "./page_actions.ts";
import { ArrowUp } from "./icons.tsx";
import type { Page } from "../page.ts";

/** The composer. */
export function Composer(
  { page, actions }: { readonly page: Page; readonly actions: PageActions },
): VNode {
  const { shell } = actions;
  const { draft, hint, texts } = page;
  const send = (event: Event) => {
    event.preventDefault();
    shell.submit();
  };
  const onKey = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    // Enter that ends an IME composition must not send. Safari marks it by key code 229 only.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey) send(event);
  };
  return (
    <form class="composer" onSubmit={send}>
      {/* An invisible copy of the text gives the box its height. */}
      <div class="text-box" data-text={`${draft} `}>
        <textarea
          rows={1}
          value={draft}
          placeholder={texts.placeholder}
          aria-label={texts.message}
          aria-describedby="hint"
          enterkeyhint="send"
          ref={focus}
          onInput={({ currentTarget }) => shell.changeDraft(currentTarget.value)}
          onKeyDown={onKey}
        />
      </div>
      <button
        class={draft.trim() === "" ? "icon-button send" : "icon-button send ready"}
        type="submit"
        aria-label={texts.send}
      >
        <ArrowUp />
      </button>
      <p id="hint" class="error" role="status">{hint}</p>
    </form>
  );
}

function focus(box: HTMLTextAreaElement | null): void {
  box?.focus({ preventScroll: true });
}
