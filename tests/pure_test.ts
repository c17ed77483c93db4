/**
 * All tests that need no permission, in one isolate: what a bare `deno test` runs. An isolate for each file would cost
 * 0.2 s, more than twice what the tests take. Each folder has its own list; `architecture_test.ts` checks them.
 *
 * @module
 */

import "./architecture_test.ts";
import "./promise_test.ts";
import "./protocol_examples_test.ts";
import "./actors/tests.ts";
import "./bench/tests.ts";
import "./client/tests.ts";
import "./server/tests.ts";
import "../vendor/std/assert/equal_test.ts";
import "../vendor/std/assert/equals_test.ts";
import "../vendor/std/assert/mod_test.ts";
import "../vendor/std/assert/throws_test.ts";
import "../vendor/std/cli/args_test.ts";
import "../vendor/std/cli/parse_args_nested_test.ts";
import "../vendor/std/cli/parse_args_test.ts";
import "../vendor/std/cli/parse_args_unknown_test.ts";
import "../vendor/std/net/get_available_port_test.ts";
import "../vendor/std/net/get_network_address_test.ts";
