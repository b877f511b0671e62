import { snapshotDocument, type Snapshot } from "@agentos/contracts/snapshot/snapshot";
import type { SnapshotBytes } from "./held-snapshot.ts";

/** The document that bytes are of. */
export function readSnapshot(bytes: SnapshotBytes): Snapshot {
  const { data } = JSON.parse(Buffer.from(bytes.identity, "base64").toString("utf8")) as { data: Snapshot };
  return data;
}

/** What an earlier builder knew; undefined where it was of another version of the code, which tells other fields. */
export function readEarlier(bytes: SnapshotBytes | undefined): { snapshot: Snapshot; confirmedAt: string } | undefined {
  if (!bytes) return undefined;
  const snapshot = readSnapshot(bytes);
  return snapshotDocument.safeParse(snapshot).success ? { snapshot, confirmedAt: bytes.confirmed_at } : undefined;
}
