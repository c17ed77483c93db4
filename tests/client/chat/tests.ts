import "./chat_test.ts";
import "./command_actions_test.ts";
import "./commands_test.ts";
import "./completion_test.ts";
import "./transcript_flag_test.ts";
import "./transcript_test.ts";
import "./typing_signal_test.ts";
