import "./graphemes_test.ts";
import "./keys_test.ts";
import "./line_editor_test.ts";
import "./line_history_test.ts";
