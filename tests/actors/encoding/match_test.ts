import { assertEquals, assertThrows } from "@std/assert";
import { match } from "../../../actors/encoding/match.ts";

type Shape = { readonly type: "square"; readonly side: number } | { readonly type: "point" };

const area = (shape: Shape) =>
  match<Shape, number>(shape, { square: ({ side }) => side * side, point: () => 0 });

Deno.test("match: calls the function of the variant", () => {
  assertEquals([area({ type: "square", side: 3 }), area({ type: "point" })], [9, 0]);
});

Deno.test("match: throws for a value outside the union", () => {
  assertThrows(() => area({ type: "circle" } as unknown as Shape), TypeError);
});
