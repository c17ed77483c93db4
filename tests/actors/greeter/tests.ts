import "./browser_test.ts";
import "./greeter_test.ts";
