import "./any_input_test.ts";
import "./ending_test.ts";
import "./framed_reader_test.ts";
import "./keepalive_test.ts";
import "./late_hello_test.ts";
import "./paused_sender_test.ts";
import "./plain_reader_test.ts";
import "./splits_test.ts";
