import { expect, it } from "vitest";
import { freePort, portIsFree } from "./ports.ts";

it("gives no port twice, so that two servers of one start never ask for the same", async () => {
  const ports: number[] = [];
  for (let index = 0; index < 300; index += 1) ports.push(await freePort());
  expect(new Set(ports).size).toBe(300);
  expect(await portIsFree(ports[0] ?? 0)).toBe(true);
});
