import "./restore_test.ts";
import "./save_test.ts";
import "./snapshot_diff_test.ts";
