import "./options_test.ts";
import "./figures/tests.ts";
import "./load/tests.ts";
