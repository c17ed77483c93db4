/**
 * Addresses for tests of what sends nothing itself.
 *
 * @module
 */

import type { Address } from "../../../actors/runtime/actor.ts";
import { ActorSystem } from "../../../actors/runtime/actor_system.ts";
import { FakeClock } from "./fake_clock.ts";

const NODE = "test";

const system = new ActorSystem({ node: NODE, clock: new FakeClock() });

/** The address of somebody who is not there. */
export function addressOf<M>(name: string): Address<M> {
  return system.address<M>(name);
}

/** Whose address it is. */
export function nameAt(address: string): string {
  return address.slice(NODE.length + 1);
}
