import { assertEquals } from "@std/assert";
import { getNetworkAddress } from "./get_network_address.ts";

const reading = {
  ignore: Deno.permissions.querySync({ name: "sys", kind: "networkInterfaces" }).state !==
    "granted",
};

type Interface = Deno.NetworkInterfaceInfo;

const loopback: Interface = {
  name: "lo",
  family: "IPv4",
  address: "127.0.0.1",
  netmask: "255.0.0.0",
  scopeid: null,
  cidr: "127.0.0.1/8",
  mac: "00:00:00:00:00:00",
};
const ethernet: Interface = {
  name: "eth0",
  family: "IPv4",
  address: "192.0.2.7",
  netmask: "255.255.255.0",
  scopeid: null,
  cidr: "192.0.2.7/24",
  mac: "02:00:00:00:00:01",
};
const second: Interface = { ...ethernet, name: "eth1", address: "192.0.2.8" };
const linkLocal: Interface = {
  ...ethernet,
  family: "IPv6",
  address: "fe80::2",
  scopeid: 2,
};
const global: Interface = { ...linkLocal, address: "2001:db8::7", scopeid: 0 };

/** Runs `body` as on a machine with these interfaces, then puts the real ones back. */
function onMachineWith(interfaces: Interface[], body: () => void): void {
  const real = Deno.networkInterfaces;
  Deno.networkInterfaces = () => interfaces;
  try {
    body();
  } finally {
    Deno.networkInterfaces = real;
  }
}

Deno.test("getNetworkAddress() returns the first IPv4 address past the loopback", () => {
  onMachineWith([loopback, global, ethernet, second], () => {
    assertEquals(getNetworkAddress(), "192.0.2.7");
    assertEquals(getNetworkAddress("IPv4"), "192.0.2.7");
  });
});

Deno.test("getNetworkAddress() returns the first IPv6 address of global scope", () => {
  onMachineWith([loopback, ethernet, linkLocal, global], () => {
    assertEquals(getNetworkAddress("IPv6"), "2001:db8::7");
  });
});

Deno.test("getNetworkAddress() returns undefined if there is no address", () => {
  onMachineWith([loopback], () => {
    assertEquals(getNetworkAddress(), undefined);
    assertEquals(getNetworkAddress("IPv6"), undefined);
  });
});

Deno.test("getNetworkAddress() returns an address of the real machine", reading, () => {
  const address = getNetworkAddress();
  const addresses = Deno.networkInterfaces().map((found) => found.address);
  assertEquals(address === undefined || addresses.includes(address), true);
});
