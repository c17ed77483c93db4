import "./client_test.ts";
import "./chat/tests.ts";
import "./cli/tests.ts";
import "./connection/tests.ts";
import "./languages/tests.ts";
import "./terminal/tests.ts";
import "./web/tests.ts";
