import "./flags_test.ts";
