import "./input_test.ts";
import "./join_test.ts";
import "./long_chat_test.ts";
import "./others_test.ts";
import "./waiting_test.ts";
import "./wide_chat_test.ts";
