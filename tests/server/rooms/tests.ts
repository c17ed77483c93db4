import "./room_activity_test.ts";
