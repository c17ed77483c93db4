import "./save_test.ts";
import "./snapshot_diff_test.ts";
