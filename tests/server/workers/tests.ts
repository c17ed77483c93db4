import "./memory_release_test.ts";
