/**
 * What a person can do on the page, for the elements to call. It must not know the elements.
 *
 * @module
 */

import type { PageShell } from "../page_shell.ts";

/** All of it. */
export interface PageActions {
  readonly shell: PageShell;
  /** What others come in by; `undefined` where they can't come in by the page's own address. */
  readonly link: string | undefined;
  /** Puts the link where the person can paste it from; gives whether it is there. */
  readonly copyLink: () => Promise<boolean>;
  /** Loads the page anew. */
  readonly reload: () => void;
}
