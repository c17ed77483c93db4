/**
 * The top of the chat: who is there, and what one can choose. It must not know what is said.
 *
 * @module
 */

import { Component, type VNode } from "preact";
import type { PageActions } from "./page_actions.ts";
import { Dots, Logo } from "./icons.tsx";
import type { Page } from "../page.ts";
import type { PageTexts } from "../languages/texts.ts";
import type { PageView } from "../page_view.ts";

/** The top of the chat. */
export function ChatHeader(
  { page, view: { header }, hands }: {
    readonly page: Page;
    readonly view: PageView;
    readonly hands: PageActions;
  },
): VNode {
  const { words } = page;
  return (
    <header>
      <div class={`avatar ${header.presence}`} aria-hidden="true">
        {header.initial === "" ? <Logo /> : <span>{header.initial}</span>}
      </div>
      <div class="who">
        <h1>{header.title}</h1>
        <p class="soft">{header.status}</p>
      </div>
      <button class="round" type="button" popovertarget="menu" aria-label={words.menu}>
        <Dots />
      </button>
      <Menu page={page} hands={hands} words={words} />
    </header>
  );
}

function Menu({ page: { settings, cannotNotify }, hands, words }: {
  readonly page: Page;
  readonly hands: PageActions;
  readonly words: PageTexts;
}): VNode {
  const { shell } = hands;
  return (
    <div id="menu" class="menu" popover="auto">
      <label class="choice">
        {words.notifies}
        <input
          type="checkbox"
          role="switch"
          checked={settings.notifies}
          onChange={({ currentTarget }) => shell.set({ notifies: currentTarget.checked })}
        />
      </label>
      {cannotNotify && <p class="trouble" role="status">{words.cannotNotify}</p>}
      <label class="choice">
        {words.receipts}
        <input
          type="checkbox"
          role="switch"
          checked={settings.receipts}
          onChange={({ currentTarget }) => shell.set({ receipts: currentTarget.checked })}
        />
      </label>
      {hands.link !== undefined && <CopyLink hands={hands} words={words} class="choice" />}
      <button class="choice bad" type="button" onClick={shell.leave}>{words.leave}</button>
    </div>
  );
}

interface CopyProps {
  readonly hands: PageActions;
  readonly words: PageTexts;
  readonly class: string;
}

/** Copies the link that others come in by, and says so. */
export class CopyLink extends Component<CopyProps, { readonly copied: boolean }> {
  override state = { copied: false };

  override render({ hands, words, class: name }: CopyProps, { copied }: { copied: boolean }) {
    const copy = async () => this.setState({ copied: await hands.copyLink() });
    return (
      <button class={name} type="button" onClick={copy}>
        <span aria-live="polite">{copied ? words.copied : words.copyLink}</span>
      </button>
    );
  }
}
