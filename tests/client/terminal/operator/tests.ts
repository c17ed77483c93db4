import "./operator_lines_test.ts";
import "./operator_screen_test.ts";
import "./waiting_lines_test.ts";
