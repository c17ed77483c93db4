/**
 * The page before the chat: asks for a name, and tells why one could not come in. It must not know the chat.
 *
 * @module
 */

import type { TargetedSubmitEvent, VNode } from "preact";
import type { PageActions } from "./page_actions.ts";
import { Logo } from "./icons.tsx";
import type { Drawing } from "../page_shell.ts";

/** The way in. */
export function JoinForm({ page, view, hands }: Drawing & { readonly hands: PageActions }): VNode {
  const { words, name, room, stage, isMisnamed } = page;
  const [remedy] = view.over?.buttons ?? [];
  const trouble = isMisnamed ? words.troubles.invalid_name : view.over?.text;
  const isEntering = stage === "entering";
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isEntering) return;
    if (remedy?.does === "reload") return hands.reload();
    hands.shell.join(String(new FormData(event.currentTarget).get("name") ?? ""));
  };
  return (
    <main class="door">
      <div class="card">
        <Logo />
        <h1>Tospann</h1>
        <p class="soft">{words.tagline}</p>
        <form onSubmit={submit} noValidate>
          <label for="name">{words.name}</label>
          <input
            id="name"
            name="name"
            autocomplete="nickname"
            autocapitalize="words"
            enterkeyhint="go"
            spellcheck={false}
            defaultValue={name}
            aria-invalid={isMisnamed}
            aria-describedby="trouble"
            ref={focus}
          />
          <button class="main" type="submit">
            {isEntering ? words.connecting : remedy?.label ?? words.join}
          </button>
          <p id="trouble" class="trouble" role="status">{trouble}</p>
        </form>
      </div>
      <p class="soft place">{words.room(room)}</p>
    </main>
  );
}

function focus(input: HTMLInputElement | null): void {
  input?.focus();
}
