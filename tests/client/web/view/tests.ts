import "./links_test.ts";
