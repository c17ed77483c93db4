import "./any_network_test.ts";
import "./connection_test.ts";
import "./outbox_test.ts";
import "./read_receipts_test.ts";
import "./reconnect_test.ts";
import "./returning_test.ts";
import "./saved_seat_test.ts";
import "./typing_others_test.ts";
