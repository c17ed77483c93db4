import "./commands_test.ts";
import "./console_lines_test.ts";
import "./operator_test.ts";
import "./people_test.ts";
