import "./message_layout_test.ts";
import "./page_connection_test.ts";
import "./page_shell_test.ts";
import "./preferences_test.ts";
import "./saved_page_test.ts";
import "./view/tests.ts";
