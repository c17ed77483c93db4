import "./frame_scanner_test.ts";
import "./mark_scanner_test.ts";
import "./text_block_test.ts";
import "./text_counter_test.ts";
