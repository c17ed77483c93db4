/**
 * Finds the address under which others on the network reach this machine.
 *
 * @module
 */

/** The hardware address of a loopback interface. */
const NO_HARDWARE = "00:00:00:00:00:00";

/**
 * Returns this machine's first IPv4 address on a network that is not just itself.
 *
 * @returns The address, or `undefined` when the machine has none.
 * @throws {Deno.errors.NotCapable} If there is no permission to read the network interfaces.
 *
 * @example Usage
 * ```ts ignore
 * import { getNetworkAddress } from "@std/net/get-network-address";
 *
 * const address = getNetworkAddress() ?? "localhost";
 * console.log(`Others may connect to ${address}`);
 * ```
 */
export function getNetworkAddress(): string | undefined {
  return Deno.networkInterfaces().find(({ family, address, mac }) =>
    family === "IPv4" && mac !== NO_HARDWARE && !address.startsWith("127.")
  )?.address;
}
