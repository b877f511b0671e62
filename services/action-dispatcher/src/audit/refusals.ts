import type { AuditEntry } from "@agentos/contracts/audit-entry";
import { sql } from "kysely";
import type { Db } from "../db/tables.ts";

/** Entries of a minute that are told one by one; `refuse` of the migration has the same number. */
const oneByOne = 10;

type Batch = { entries: AuditEntry[]; times: number; written: Promise<void> };

/**
 * Takes down what was refused, for the audit trail. Of identical refusals (same user, action, kind and code) one statement is
 * under way at a time and those that come meanwhile go with the next: a flood holds one connection, not the pool.
 */
export class Refusals {
  readonly #db: Db;
  readonly #next = new Map<string, Batch>();
  readonly #last = new Map<string, Promise<void>>();

  constructor(db: Db) {
    this.#db = db;
  }

  /** Resolves when it is durable. Errors: those of the database. */
  record(entry: AuditEntry): Promise<void> {
    const key = [entry.user_id, entry.action, entry.kind, entry.error_code].join(" ");
    const waiting = this.#next.get(key);
    if (waiting) {
      waiting.times += 1;
      if (waiting.entries.length < oneByOne) waiting.entries.push(entry);
      return waiting.written;
    }
    const batch: Batch = { entries: [entry], times: 1, written: Promise.resolve() };
    this.#next.set(key, batch);
    batch.written = this.#writeAfter(key, batch);
    this.#last.set(key, batch.written);
    return batch.written;
  }

  /** Tells the audit trail of what was only counted: of the minutes that are over, or with `all` of this one too. */
  async tell({ all }: { all: boolean }): Promise<void> {
    await sql`select tell_refusals(${all})`.execute(this.#db);
  }

  async #writeAfter(key: string, batch: Batch): Promise<void> {
    // Whoever wrote before has heard of its own failure.
    await this.#last.get(key)?.catch(() => undefined);
    this.#next.delete(key);
    try {
      await sql`select refuse(${JSON.stringify(batch.entries)}::jsonb, ${batch.times})`.execute(this.#db);
    } finally {
      if (!this.#next.has(key) && this.#last.get(key) === batch.written) this.#last.delete(key);
    }
  }
}
