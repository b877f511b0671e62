import { seal, type Sealed } from "@agentos/audit-kit/seal";
import { proposeWrappedKey, readMasterKey, unwrapKey, type SubjectKey } from "@agentos/audit-kit/subject-key";
import { sql } from "kysely";
import { LRUCache } from "lru-cache";
import type { Db } from "../db/tables.ts";

/** Seals values with the key of one person. */
export type Seal = (value: unknown) => Sealed;

export type Sealer = {
  /** Errors: those of the database. */
  sealFor(subject: string): Promise<Seal>;
};

/** How long a key is used without asking whether it still stands: an erasure binds within that time. */
const keyTtlMs = 5000;
const maxKeys = 1000;

/** Seals what tells of persons, each with a key of their own that the audit schema keeps, wrapped with the master key. */
export function createSealer(db: Db, masterKey: string): Sealer {
  const master = readMasterKey(masterKey);
  const keys = new LRUCache<string, SubjectKey>({
    max: maxKeys,
    ttl: keyTtlMs,
    // A key that nobody asks for any more does not stay in memory either.
    ttlAutopurge: true,
    // The purge may come while the key is being asked for anew: whoever waits gets it all the same.
    ignoreFetchAbort: true,
    fetchMethod: async (subject) => {
      const proposed = proposeWrappedKey(master, subject);
      const { rows } = await sql<{
        key_id: string;
        wrapped_key: Buffer;
      }>`select * from audit.subject_key(${subject}, ${proposed})`.execute(db);
      const row = rows[0];
      if (!row) throw new Error("no key for the subject");
      return { id: row.key_id, key: unwrapKey(master, subject, row.wrapped_key) };
    },
  });
  return {
    async sealFor(subject) {
      const key = await keys.forceFetch(subject);
      return (value) => seal(key, value);
    },
  };
}
