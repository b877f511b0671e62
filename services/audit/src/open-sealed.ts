import type { KeyObject } from "node:crypto";
import { erased, keyIdOf, open, type Sealed } from "@agentos/audit-kit/seal";
import { readMasterKey, unwrapKey } from "@agentos/audit-kit/subject-key";
import type { Db } from "./db/tables.ts";

/** Opens sealed values for whoever may read them; what was erased reads `[erased]`. Errors: a value that was changed. */
export async function openSealed(db: Db, masterKey: string, value: Sealed): Promise<unknown> {
  const id = keyIdOf(value);
  const key = await readSubjectKey(db, readMasterKey(masterKey), id);
  return key ? open({ id, key }, value) : erased;
}

async function readSubjectKey(db: Db, master: KeyObject, id: string): Promise<KeyObject | undefined> {
  const row = await db
    .selectFrom("subject_keys")
    .select(["subject_id", "wrapped"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return row.wrapped ? unwrapKey(master, row.subject_id, row.wrapped) : undefined;
}
