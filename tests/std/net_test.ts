import { assert, assertEquals } from "@std/assert";
import { getAvailablePort } from "@std/net/get-available-port";
import { getNetworkAddress } from "@std/net/get-network-address";

/** A bare `deno test` has none of these permissions. */
const net = { ignore: Deno.permissions.querySync({ name: "net" }).state !== "granted" };
const sys = {
  ignore: Deno.permissions.querySync({ name: "sys", kind: "networkInterfaces" }).state !==
    "granted",
};

const loopback: Deno.NetworkInterfaceInfo = {
  name: "lo",
  family: "IPv4",
  address: "127.0.0.1",
  netmask: "255.0.0.0",
  scopeid: null,
  cidr: "127.0.0.1/8",
  mac: "00:00:00:00:00:00",
};
const first = { ...loopback, name: "eth0", address: "192.0.2.7", mac: "02:00:00:00:00:01" };
const second = { ...first, name: "eth1", address: "192.0.2.8" };
const sixth: Deno.NetworkInterfaceInfo = { ...first, family: "IPv6", address: "2001:db8::7" };

/** The address of a machine with these interfaces. */
function addressWith(interfaces: Deno.NetworkInterfaceInfo[]): string | undefined {
  const real = Deno.networkInterfaces;
  Deno.networkInterfaces = () => interfaces;
  try {
    return getNetworkAddress();
  } finally {
    Deno.networkInterfaces = real;
  }
}

Deno.test("std net: getNetworkAddress() is the first IPv4 address past the loopback", () => {
  assertEquals(addressWith([loopback, sixth, first, second]), "192.0.2.7");
  assertEquals(addressWith([loopback, sixth]), undefined);
});

Deno.test("std net: getNetworkAddress() is one of the real machine's addresses", sys, () => {
  const address = getNetworkAddress();
  const addresses = Deno.networkInterfaces().map((found) => found.address);
  assert(address === undefined || addresses.includes(address));
});

Deno.test("std net: getAvailablePort() is a port that can be listened on", net, () => {
  const port = getAvailablePort();
  using listener = Deno.listen({ port });
  assertEquals(listener.addr.port, port);
});
