import "./browsers_test.ts";
import "./greeter_test.ts";
