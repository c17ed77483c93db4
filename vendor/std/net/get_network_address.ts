/**
 * Finds the address under which others on the network reach this machine.
 *
 * @module
 */

/** What the hardware address of a loopback interface reads. */
const noHardware = "00:00:00:00:00:00";

/**
 * Returns this machine's first address on a network that is not just itself.
 *
 * @param family The kind of address.
 * @returns The address, or `undefined` when the machine has none of that kind.
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
export function getNetworkAddress(
  family: Deno.NetworkInterfaceInfo["family"] = "IPv4",
): string | undefined {
  return Deno.networkInterfaces().find((found) => found.family === family && isOutward(found))
    ?.address;
}

function isOutward({ family, address, mac, scopeid }: Deno.NetworkInterfaceInfo): boolean {
  if (mac === noHardware) return false;
  if (family === "IPv4") return !address.startsWith("127.");
  // A scope other than 0 marks an address that means something on one link only.
  return address !== "::1" && scopeid === 0;
}
