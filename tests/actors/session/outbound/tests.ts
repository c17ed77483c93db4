import "./any_chat_test.ts";
import "./coming_back_test.ts";
import "./rendering_test.ts";
import "./weights_test.ts";
import "./writer_test.ts";
