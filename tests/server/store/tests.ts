import "./database_test.ts";
import "./row_index_test.ts";
import "./schema_test.ts";
import "./store_test.ts";
import "./store_worker_child_test.ts";
import "./write_coalescing_test.ts";
import "./save_delay_test.ts";
