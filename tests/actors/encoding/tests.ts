import "./byte_pool_test.ts";
import "./iso_time_test.ts";
import "./json_test.ts";
import "./line_decoder_test.ts";
import "./sanitize_test.ts";
import "./spelling_test.ts";
import "./text_batch_test.ts";
import "./utf8_test.ts";
