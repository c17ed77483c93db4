import "./connection_limit_test.ts";
import "./loopback_relay_test.ts";
import "./peer_test.ts";
import "./socket_test.ts";
import "./write_queue_test.ts";
