import "./languages_test.ts";
