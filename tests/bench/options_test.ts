import { assertEquals, assertStringIncludes } from "@std/assert";
import { helpText, parseOptions } from "./options.ts";

const KNOWN = ["latency", "rooms", "loud"];

function workloads(...args: readonly string[]): readonly string[] {
  const options = parseOptions(args, KNOWN);
  return options.type === "run" ? options.workloads : [];
}

function message(...args: readonly string[]): string {
  const options = parseOptions(args, KNOWN);
  return options.type === "wrong" ? options.message : "";
}

Deno.test("bench options: run all workloads by default", () => assertEquals(workloads(), KNOWN));

Deno.test("bench options: --only chooses workloads and keeps their order", () => {
  assertEquals(workloads("--only", "loud, latency"), ["latency", "loud"]);
  assertEquals(workloads("--", "--only=rooms,rooms"), ["rooms"]);
});

Deno.test("bench options: say what is wrong", () => {
  assertStringIncludes(message("--onyl", "loud"), "Unknown argument: --onyl");
  assertStringIncludes(message("loud"), "Unknown argument: loud");
  assertStringIncludes(message("--only", "load"), `no workload is called "load"`);
  assertStringIncludes(message("--only", "load"), "latency, rooms, loud");
  assertStringIncludes(message("--only"), "no workload is called");
});

Deno.test("bench options: --help lists the workloads", () => {
  assertEquals(parseOptions(["--help", "--onyl"], KNOWN), { type: "help" });
  assertStringIncludes(helpText([{ name: "loud", about: "beside loud rooms" }]), "beside loud");
});
