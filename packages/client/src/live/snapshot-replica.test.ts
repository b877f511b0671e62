import { comparableText } from "@agentos/contracts/realtime/snapshot-hash";
import type { Snapshot } from "@agentos/contracts/snapshot/snapshot";
import * as fc from "fast-check";
import { createPatch } from "rfc6902";
import { expect, it } from "vitest";
import { SnapshotReplica } from "./snapshot-replica.ts";
import type { LivePatch } from "./subscriptions.ts";

const epochs = ["0190c1f4-7a8e-7c3e-9a53-000000000001", "0190c1f4-7a8e-7c3e-9a53-000000000002"] as const;
type Section = "jobs" | "queue" | "stale";
const sections: readonly Section[] = ["jobs", "queue", "stale"];

/** Just enough of a snapshot for patches to do everything that they can do. */
function documentOf(epoch: string, version: number, content: Record<Section, unknown>): Snapshot {
  return { epoch, version, generated_at: "2025-01-01T00:00:00Z", ...content } as unknown as Snapshot;
}

const anySection = fc.record({
  section: fc.constantFrom(...sections),
  value: fc.array(fc.record({ id: fc.nat(4), "a/b~c": fc.oneof(fc.string(), fc.constant(null)) }), { maxLength: 4 }),
});
const history = fc.array(anySection, { minLength: 1, maxLength: 12 });

/** All versions of both epochs in their order, and the patches between those of one epoch. */
function tellHistory(perEpoch: { section: Section; value: unknown }[][]) {
  const versions: Snapshot[] = [];
  const patches: LivePatch[] = [];
  perEpoch.forEach((changes, index) => {
    const epoch = epochs[index] ?? epochs[0];
    let content: Record<Section, unknown> = { jobs: [], queue: [], stale: [] };
    versions.push(documentOf(epoch, 1, content));
    changes.forEach(({ section, value }, change) => {
      const patch = createPatch(content[section], value) as unknown as LivePatch["patch"];
      content = { ...content, [section]: value };
      const version = change + 2;
      versions.push(documentOf(epoch, version, content));
      patches.push({ op: "patch", epoch, section, from: version - 1, to: version, patch });
    });
  });
  return { versions, patches };
}

const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("patch" as const), pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("read" as const), pick: fc.nat() }) },
);

it("is always some version, never an older one, and at last the latest, whatever is dropped, repeated or reordered", () => {
  const deliveries = fc.array(step, { maxLength: 80 });
  fc.assert(
    fc.property(history, history, deliveries, (first, second, steps) => {
      const { versions, patches } = tellHistory([first, second]);
      const texts = versions.map(comparableText);
      const replica = new SnapshotReplica();
      let held = -1;
      for (const { kind, pick } of steps) {
        const patch = patches[pick % patches.length];
        const read = versions[pick % versions.length];
        if (kind === "patch" && patch) replica.patch(patch);
        if (kind === "read" && read) replica.load(structuredClone(read));
        const now = replica.document ? texts.indexOf(comparableText(replica.document)) : -1;
        expect(now).toBeGreaterThanOrEqual(replica.document ? Math.max(0, held) : -1);
        held = now;
      }
      const latest = versions.at(-1) as Snapshot;
      replica.tell(latest);
      // Whoever is behind reads; who is not, holds it already.
      if (replica.behind) replica.load(latest);
      expect(replica.document && comparableText(replica.document)).toBe(texts.at(-1));
    }),
    { numRuns: 500 },
  );
});

it("reaches the latest version from any one before by the patches alone, in any order", () => {
  const shuffled = history.chain((changes) => {
    const { versions, patches } = tellHistory([changes]);
    const order = fc.shuffledSubarray(patches, { minLength: patches.length });
    return fc.record({ versions: fc.constant(versions), start: fc.nat(versions.length - 1), order });
  });
  fc.assert(
    fc.property(shuffled, ({ versions, start, order }) => {
      const replica = new SnapshotReplica();
      replica.load(versions[start] as Snapshot);
      for (const patch of order) replica.patch(patch);
      expect(replica.behind).toBe(false);
      expect(comparableText(replica.document as Snapshot)).toBe(comparableText(versions.at(-1) as Snapshot));
    }),
  );
});

it("is behind after a patch that does not fit, and keeps what it had", () => {
  const replica = new SnapshotReplica();
  replica.load(documentOf(epochs[0], 1, { jobs: [], queue: [], stale: [] }));
  const patch = [{ op: "remove", path: "/5/id" }];
  expect(replica.patch({ op: "patch", epoch: epochs[0], section: "jobs", from: 1, to: 2, patch })).toEqual([]);
  expect(replica.behind).toBe(true);
  expect(replica.place).toEqual({ epoch: epochs[0], version: 1 });
});

it("changes nothing in place, and keeps what did not change as the same object", () => {
  const replica = new SnapshotReplica();
  replica.load(documentOf(epochs[0], 1, { jobs: [{ id: 1 }], queue: [{ id: 2 }], stale: [] }));
  const before = replica.document as Snapshot;
  const patch = [{ op: "add", path: "/-", value: { id: 3 } }];
  expect(replica.patch({ op: "patch", epoch: epochs[0], section: "jobs", from: 1, to: 2, patch })).toEqual(["jobs"]);
  expect(before.jobs).toEqual([{ id: 1 }]);
  expect(replica.document?.queue).toBe(before.queue);
  const read = documentOf(epochs[0], 3, { jobs: [], queue: [{ id: 2 }], stale: [] });
  expect(replica.load(read)).toEqual(["jobs"]);
  expect(replica.document?.queue).toBe(before.queue);
});
