import "./frame_codec_test.ts";
import "./names_test.ts";
import "./plain_text_test.ts";
import "./protocol_detection_test.ts";
import "./telnet_test.ts";
