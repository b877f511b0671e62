import { z } from "zod";

/** What of the system is in a backup: everything, or the database without the list of the store's objects. */
export const backupKinds = ["system", "database"] as const;

/** Keys of backups in the store: `backups/<id>/…`. */
export const backupsPrefix = "backups/";

/** A backup, as people see it. */
export const backupView = z.object({
  backup_id: z.uuid(),
  kind: z.enum(backupKinds),
  label: z.string().nullable(),
  /** Whether the videos and clips themselves are in it, not only the list of them. */
  media: z.boolean(),
  tables: z.int(),
  rows: z.int(),
  objects: z.int(),
  /** What its files take up. */
  bytes: z.int(),
  /** Of its manifest, in hex. */
  sha256: z.string(),
  created_at: z.iso.datetime(),
  /** When it was last restored into a scratch database and compared; null: never. */
  verified_at: z.iso.datetime().nullable(),
  /** What the last verification found: whether it is whole. */
  whole: z.boolean().nullable(),
});
export type BackupView = z.infer<typeof backupView>;

/** So many backups are shown; nobody keeps more. */
export const newestShown = 50;

/** What making a backup answers. */
export const backupMade = backupView.pick({
  backup_id: true,
  kind: true,
  tables: true,
  rows: true,
  objects: true,
  bytes: true,
  sha256: true,
});

/** What a restore has brought back. */
export const restored = z.object({
  backup_id: z.uuid(),
  tables: z.int(),
  rows: z.int(),
  /** Objects of the store that were missing or damaged and are there again. */
  objects_put_back: z.int(),
  /** Objects that belong to the state and are neither in the store nor in the backup. */
  objects_missing: z.int(),
});
export type Restored = z.infer<typeof restored>;
