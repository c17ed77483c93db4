import "./options_test.ts";
import "./figures/tests.ts";
