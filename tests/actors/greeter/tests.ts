import "./greeter_test.ts";
