import "./channel_test.ts";
import "./event_loop_test.ts";
import "./message_codec_test.ts";
import "./ring_buffer_test.ts";
import "./spin_wait_test.ts";
import "./threads_test.ts";
import "./worker_pool_test.ts";
