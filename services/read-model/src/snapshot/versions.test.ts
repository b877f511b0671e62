import { comparableText } from "@agentos/contracts/realtime/snapshot-hash";
import fc from "fast-check";
import { applyPatch } from "rfc6902";
import { describe, expect, it } from "vitest";
import { Versions, type SectionPatches, type SnapshotState } from "./versions.ts";

const small = fc.integer({ min: 0, max: 2 });
const rows = fc.uniqueArray(fc.record({ id: fc.constantFrom("a", "b", "c", "d"), progress: small }), {
  selector: ({ id }) => id,
});
/** States with sections of which each may or may not differ from the state before. */
const state = fc
  .record({
    stale: fc.array(fc.record({ section: fc.constantFrom("jobs", "logs"), as_of: fc.option(fc.constant("then")) })),
    dashboard: fc.record({ queued: fc.option(small) }),
    jobs: fc.record({ counts: fc.dictionary(fc.constantFrom("queued", "failed"), small), recent: fc.option(rows) }),
    queue: fc.record({ waiting: fc.option(small) }),
    logs: fc.record({ latest: rows }),
  })
  .map((made) => made as unknown as SnapshotState);

type Held = SnapshotState & { version: number };

/** What a client does that gets patches: over the wire, one after another. */
function apply(held: Held, patches: SectionPatches): void {
  for (const { section, from, to, patch } of JSON.parse(JSON.stringify(patches)) as SectionPatches) {
    expect(from).toBe(held.version);
    expect(applyPatch(held[section], patch as unknown as Parameters<typeof applyPatch>[1]).filter(Boolean)).toEqual([]);
    held.version = to;
  }
}

describe("versions", () => {
  it("are the same for who applies all patches and for who reads the snapshot", () => {
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 8 }), ([first, ...later]) => {
        const versions = new Versions();
        versions.advance(first as SnapshotState);
        const held = structuredClone({ ...(first as SnapshotState), version: versions.version });
        for (const next of later) {
          const { changed, patches } = versions.advance(next);
          expect(changed).toBe(patches.length > 0);
          apply(held, patches);
          const bytes = JSON.stringify({ ...next, version: versions.version });
          expect(comparableText(held)).toBe(comparableText(JSON.parse(bytes) as object));
        }
      }),
    );
  });

  it("grow by one for each section that has changed, and by none otherwise", () => {
    const versions = new Versions();
    const [jobs, queue] = [{ counts: { queued: 1 } }, { waiting: 1 }] as never[];
    const first = { stale: [], jobs, queue } as unknown as SnapshotState;
    expect(versions.advance(first)).toEqual({ changed: true, patches: [] });
    expect(versions.advance(structuredClone(first))).toEqual({ changed: false, patches: [] });
    expect(versions.version).toBe(1);
    const next = { ...first, jobs: { counts: { queued: 2 } }, queue: { waiting: 2 } } as unknown as SnapshotState;
    expect(versions.advance(next).patches.map(({ section, from, to }) => [section, from, to])).toEqual([
      ["jobs", 1, 2],
      ["queue", 2, 3],
    ]);
  });
});
