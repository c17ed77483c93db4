import "./assert_test.ts";
import "./net_test.ts";
import "./parse_args_test.ts";
