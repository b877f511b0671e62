import * as fc from "fast-check";
import { expect, test } from "vitest";
import { chunkAt, planChunks } from "./chunk-plan.ts";

test("the chunks of a file cover it without gap or overlap", () => {
  const sizes = [fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 1, max: 100_000 })] as const;
  fc.assert(
    fc.property(...sizes, (size, chunkSize) => {
      fc.pre(size / chunkSize < 2000);
      const plan = planChunks(size, chunkSize);
      const chunks = Array.from({ length: plan.total_chunks }, (_, index) => chunkAt(plan, index));
      let end = 0;
      for (const chunk of chunks) {
        expect(chunk.offset).toBe(end);
        expect(chunk.bytes).toBeGreaterThan(0);
        expect(chunk.bytes).toBeLessThanOrEqual(chunkSize);
        end += chunk.bytes;
      }
      expect(end).toBe(size);
      expect(() => chunkAt(plan, plan.total_chunks)).toThrow("chunks 0 to");
    }),
  );
});
