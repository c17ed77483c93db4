import "./http_refusal_test.ts";
import "./refusals_test.ts";
import "./inbound/tests.ts";
import "./outbound/tests.ts";
