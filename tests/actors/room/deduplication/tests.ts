import "./answered_ids_test.ts";
import "./hashed_ids_test.ts";
