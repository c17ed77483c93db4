/**
 * All tests that need no permission, in one isolate: what a bare `deno test` runs. An isolate for
 * each file would cost 0.2 s, more than twice what the tests take. Each folder has its own list;
 * `architecture_test.ts` checks them.
 *
 * @module
 */

import "./architecture_test.ts";
import "./documentation_test.ts";
import "./promise_test.ts";
import "./protocol_examples_test.ts";
import "./actors/tests.ts";
import "./bench/tests.ts";
import "./client/tests.ts";
import "./server/tests.ts";
import "./std/tests.ts";
