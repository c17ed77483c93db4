import "./allowed_hosts_test.ts";
import "./byte_queue_test.ts";
import "./http_gateway_test.ts";
import "./request_head_test.ts";
import "./routes_test.ts";
import "./websocket_messages_test.ts";
import "./websocket_transport_test.ts";
