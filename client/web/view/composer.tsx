/**
 * Where one writes: a box that grows with its text, and the button that sends it. It must not know what becomes of it.
 *
 * @module
 */

import type { TargetedKeyboardEvent, VNode } from "preact";
import type { PageActions } from "./page_actions.ts";
import { ArrowUp } from "./icons.tsx";
import type { Page } from "../page.ts";

/** The box and the button. */
export function Composer(
  { page, hands }: { readonly page: Page; readonly hands: PageActions },
): VNode {
  const { shell } = hands;
  const { draft, hint, words } = page;
  const send = (event: Event) => {
    event.preventDefault();
    shell.submit();
  };
  const onKey = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    // While a character is put together of several keys, Enter ends that; Safari tells it by 229 only.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey) send(event);
  };
  return (
    <form class="composer" onSubmit={send}>
      {/* The text once more, unseen: it makes the box as high as it needs. */}
      <div class="box" data-text={`${draft} `}>
        <textarea
          rows={1}
          value={draft}
          placeholder={words.placeholder}
          aria-label={words.message}
          aria-describedby="hint"
          enterkeyhint="send"
          ref={focus}
          onInput={({ currentTarget }) => shell.type(currentTarget.value)}
          onKeyDown={onKey}
        />
      </div>
      <button
        class={draft.trim() === "" ? "round send" : "round send ready"}
        type="submit"
        aria-label={words.send}
      >
        <ArrowUp />
      </button>
      <p id="hint" class="trouble" role="status">{hint}</p>
    </form>
  );
}

function focus(box: HTMLTextAreaElement | null): void {
  box?.focus({ preventScroll: true });
}
