import "./command_line/tests.ts";
import "./encoding/tests.ts";
import "./greeter/tests.ts";
import "./languages/tests.ts";
import "./protocol/tests.ts";
import "./room/tests.ts";
import "./runtime/tests.ts";
import "./session/tests.ts";
