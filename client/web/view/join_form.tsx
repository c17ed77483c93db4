/**
 * The join form: asks for a name, and tells why joining failed. It must not know the chat.
 *
 * @module
 */

import type { TargetedSubmitEvent, VNode } from "preact";
import type { PageActions } from "./page_actions.ts";
import { Logo } from "./icons.tsx";
import type { Drawing } from "../page_shell.ts";

/** The join form. */
export function JoinForm(
  { page, view, actions }: Drawing & { readonly actions: PageActions },
): VNode {
  const { texts, name, room, stage, isNameInvalid } = page;
  const [button] = view.problem?.buttons ?? [];
  const error = isNameInvalid ? texts.problems.invalid_name : view.problem?.text;
  const isEntering = stage === "entering";
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isEntering) return;
    if (button?.action === "reload") return actions.reload();
    actions.shell.join(String(new FormData(event.currentTarget).get("name") ?? ""));
  };
  return (
    <main class="join">
      <div class="card">
        <Logo />
        <h1>Tospann</h1>
        <p class="muted">{texts.tagline}</p>
        <form onSubmit={submit} noValidate>
          <label for="name">{texts.name}</label>
          <input
            id="name"
            name="name"
            autocomplete="nickname"
            autocapitalize="words"
            enterkeyhint="go"
            spellcheck={false}
            defaultValue={name}
            aria-invalid={isNameInvalid}
            aria-describedby="error"
            ref={focus}
          />
          <button class="primary" type="submit">
            {isEntering ? texts.connecting : button?.label ?? texts.join}
          </button>
          <p id="error" class="error" role="status">{error}</p>
        </form>
      </div>
      <p class="muted room">{texts.room(room)}</p>
    </main>
  );
}

function focus(input: HTMLInputElement | null): void {
  input?.focus();
}
