import fc, { type Arbitrary } from "fast-check";
import { wildJson, wildText } from "./wild.ts";

/** A value with something in it replaced, left out or added, at any depth. */
export function spoiled(valid: Arbitrary<unknown>): Arbitrary<unknown> {
  const how = fc.constantFrom("replace", "drop", "add");
  return fc.tuple(valid, fc.nat(), how, wildText, wildJson).map(([value, at, change, name, wild]) => {
    const copy: unknown = structuredClone(value);
    const places = placesIn(copy);
    const place = places[at % Math.max(1, places.length)];
    if (place === undefined) return wild;
    const { parent, key } = place;
    if (change === "replace") put(parent, key, wild);
    else if (change === "drop") delete parent[key];
    else put(parent, Array.isArray(parent) ? String(parent.length) : name, wild);
    return copy;
  });
}

type Place = { parent: Record<string, unknown>; key: string };

function placesIn(value: unknown): Place[] {
  if (value === null || typeof value !== "object") return [];
  const parent = value as Record<string, unknown>;
  return Object.keys(parent).flatMap((key) => [{ parent, key }, ...placesIn(parent[key])]);
}

/** As a property of its own, also where it is called `__proto__`. */
function put(parent: object, key: string, value: unknown): void {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}
