import "./calendar_test.ts";
import "./notice_lines_test.ts";
