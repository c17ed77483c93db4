/**
 * The actions that elements can call. It must not know the elements.
 *
 * @module
 */

import type { PageShell } from "../page_shell.ts";

/** The actions. */
export interface PageActions {
  readonly shell: PageShell;
  /** The link to the room; `undefined` if the page's address works on this machine only. */
  readonly link: string | undefined;
  /** Copies the link. Resolves to whether that worked. */
  readonly copyLink: () => Promise<boolean>;
  /** Reloads the page. */
  readonly reload: () => void;
}
