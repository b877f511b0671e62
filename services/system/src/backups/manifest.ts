import { backupKinds } from "@agentos/contracts/backups/backup";
import { z } from "zod";

/** A file of a backup in the store. */
const storedFile = z.object({ key: z.string(), bytes: z.int(), sha256: z.string() });
export type StoredFile = z.infer<typeof storedFile>;

const dumpedTable = z.object({
  schema: z.string(),
  name: z.string(),
  /** Those that are stored; generated ones follow from them. */
  columns: z.array(z.object({ name: z.string(), type: z.string(), required: z.boolean() })),
  /** The columns of the primary key; of a table without one, none. */
  key: z.array(z.string()),
  /** Constraints as statements have them, those that a row is checked by alone first, references to other tables last. */
  constraints: z.array(z.string()),
  /** `schema.name` of the tables that its rows refer to. */
  references: z.array(z.string()),
  rows: z.int(),
  /** Of all rows in PostgreSQL's text form, ordered by the key. */
  sha256: z.string(),
  file: storedFile,
});
export type DumpedTable = z.infer<typeof dumpedTable>;

/** What is in a backup, and what everything in it has to be. */
export const manifest = z.object({
  format: z.literal(1),
  id: z.uuid(),
  kind: z.enum(backupKinds),
  server_version: z.string(),
  /** By schema, the migrations that have made it. */
  schemas: z.record(z.string(), z.array(z.string())),
  tables: z.array(dumpedTable),
  /** The list of the store's objects, a line of JSON each; null where they are not part of the backup. */
  objects: z.object({ count: z.int(), media: z.boolean(), file: storedFile }).nullable(),
});
export type Manifest = z.infer<typeof manifest>;

/** An object of the store at the time of the backup. */
export const listedObject = z.object({ key: z.string(), bytes: z.int(), sha256: z.string() });
export type ListedObject = z.infer<typeof listedObject>;
