/**
 * The page's icons. Each stands beside a text that says the same, so screen readers skip them.
 *
 * @module
 */

import type { VNode } from "preact";
import type { Progress } from "../../chat/chat_log.ts";

/** The logo; the same drawing as `icon.svg`. */
export function Logo(): VNode {
  return (
    <svg class="logo" viewBox="0 0 64 64" aria-hidden="true">
      <circle class="far" cx="40" cy="28" r="17" />
      <path class="near" d="M24 19a17 17 0 1 1-8.6 31.7L8 53l2.6-7.2A17 17 0 0 1 24 19Z" />
    </svg>
  );
}

/** The icon of sending. */
export function ArrowUp(): VNode {
  return <Icon d="M12 19V5M5.5 11.5 12 5l6.5 6.5" />;
}

/** The icon of scrolling to the end. */
export function ArrowDown(): VNode {
  return <Icon d="M12 5v14M5.5 12.5 12 19l6.5-6.5" />;
}

/** The icon of a menu. */
export function MoreIcon(): VNode {
  return <Icon d="M5 12h.01M12 12h.01M19 12h.01" />;
}

/** The progress of an own text. */
export function ProgressMark({ progress }: { readonly progress: Progress }): VNode {
  return <Icon class={`mark ${progress}`} viewBox="0 0 22 16" d={PATHS[progress]} />;
}

const ONE = "m5 8.5 4 4 8-9";
const TWO = "m1 8.5 4 4 8-9M9.5 11l1.5 1.5 8-9";

const PATHS: Readonly<Record<Progress, string>> = {
  waiting: "M11 2a6 6 0 1 0 .01 0M11 4.8V8l2 1.6",
  accepted: ONE,
  delivered: TWO,
  read: TWO,
  rejected: "M11 3v6M11 13h.01",
};

function Icon(
  { d, viewBox = "0 0 24 24", class: name = "icon" }: {
    readonly d: string;
    readonly viewBox?: string;
    readonly class?: string;
  },
): VNode {
  return (
    <svg class={name} viewBox={viewBox} aria-hidden="true">
      <path d={d} />
    </svg>
  );
}
