/**
 * The top of the chat: who is here, and the menu. It must not know the log.
 *
 * @module
 */

import { Component, type VNode } from "preact";
import type { PageActions } from "./page_actions.ts";
import { Logo, MoreIcon } from "./icons.tsx";
import type { Page, Settings } from "../page.ts";
import type { PageTexts } from "../languages/texts_nb.ts";
import type { PageView } from "../page_view.ts";

/** The top of the chat. */
export function ChatHeader(
  { page, view: { header }, actions }: {
    readonly page: Page;
    readonly view: PageView;
    readonly actions: PageActions;
  },
): VNode {
  const { texts } = page;
  return (
    <header>
      <div class={`avatar ${header.presence}`} aria-hidden="true">
        {header.initial === "" ? <Logo /> : <span>{header.initial}</span>}
      </div>
      <div class="people">
        <h1>{header.title}</h1>
        <p class="muted">{header.status}</p>
      </div>
      <button class="icon-button" type="button" popovertarget="menu" aria-label={texts.menu}>
        <MoreIcon />
      </button>
      <Menu page={page} actions={actions} texts={texts} />
    </header>
  );
}

function Menu({ page: { settings, cannotNotify }, actions, texts }: {
  readonly page: Page;
  readonly actions: PageActions;
  readonly texts: PageTexts;
}): VNode {
  const { shell } = actions;
  const toggle = (setting: keyof Settings) => (
    <label class="menu-item">
      {texts[setting]}
      <input
        type="checkbox"
        role="switch"
        checked={settings[setting]}
        onChange={({ currentTarget }) => shell.changeSettings({ [setting]: currentTarget.checked })}
      />
    </label>
  );
  return (
    <div id="menu" class="menu" popover="auto">
      {toggle("notifies")}
      {cannotNotify && <p class="error" role="status">{texts.cannotNotify}</p>}
      {toggle("receipts")}
      {actions.link !== undefined && <CopyLink actions={actions} texts={texts} class="menu-item" />}
      <button class="menu-item danger" type="button" onClick={shell.leave}>{texts.leave}</button>
    </div>
  );
}

interface CopyProps {
  readonly actions: PageActions;
  readonly texts: PageTexts;
  readonly class: string;
}

/** A button that copies the link to the room, and confirms it. */
export class CopyLink extends Component<CopyProps, { readonly copied: boolean }> {
  override state = { copied: false };

  override render({ actions, texts, class: name }: CopyProps, { copied }: { copied: boolean }) {
    const copy = async () => this.setState({ copied: await actions.copyLink() });
    return (
      <button class={name} type="button" onClick={copy}>
        <span aria-live="polite">{copied ? texts.copied : texts.copyLink}</span>
      </button>
    );
  }
}
