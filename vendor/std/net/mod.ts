/**
 * Network tools: the part of `@std/net` this project uses. As upstream has it, `getNetworkAddress`
 * is only at `@std/net/get-network-address`.
 *
 * @module
 */

export * from "./get_available_port.ts";
