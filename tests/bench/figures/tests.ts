import "./percentile_test.ts";
import "./table_test.ts";
