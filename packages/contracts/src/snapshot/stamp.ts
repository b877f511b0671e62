/** What orders versions of the snapshot, whoever has built them. */
export type SnapshotStamp = { epoch: string; version: number };

/** Whether `a` is of before `b`: of an earlier epoch, or of an earlier version of the same. */
export function isOlder(a: SnapshotStamp, b: SnapshotStamp): boolean {
  return a.epoch === b.epoch ? a.version < b.version : a.epoch < b.epoch;
}
