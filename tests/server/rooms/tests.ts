import "./room_activity_test.ts";
import "./room_registry_test.ts";
