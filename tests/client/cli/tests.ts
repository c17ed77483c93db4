import "./arguments_test.ts";
import "./server_address_test.ts";
