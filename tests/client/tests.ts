import "./chat/tests.ts";
import "./cli/tests.ts";
import "./client_start_test.ts";
import "./client_test.ts";
import "./connection/tests.ts";
import "./languages/tests.ts";
import "./terminal/tests.ts";
import "./web/tests.ts";
