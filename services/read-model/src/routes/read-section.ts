import type { ssotOperations } from "@agentos/contracts/api/admin";
import type { Pagination } from "@agentos/contracts/api/envelope";
import { AppError } from "@agentos/contracts/errors";
import { accessOf } from "@agentos/contracts/messages/identity";
import { sectionRowsQueries } from "@agentos/contracts/messages/read-model";
import { scopeOf, type Permission } from "@agentos/contracts/permissions";
import {
  pagedSections,
  rowsOwnerOf,
  sectionQueries,
  type PagedSection,
  type SectionQuery,
} from "@agentos/contracts/snapshot/section-queries";
import type { SectionName } from "@agentos/contracts/snapshot/section-names";
import { ask } from "@agentos/messaging/request";
import type { NatsConnection } from "@nats-io/transport-node";
import type { z } from "zod";
import { readSnapshot } from "../snapshot/read-snapshot.ts";
import type { SnapshotSource } from "../snapshot/snapshot-source.ts";

type Query = z.output<typeof ssotOperations.ssotSection.query>;
export type SectionAnswer = { data: unknown; pagination?: Pagination };

export type SectionRequest = { section: SectionName | PagedSection; query: Query; userId: string };

/** Answers for sections: by the owner of the rows where there are more than the snapshot shows, else as the snapshot has them. */
export class SectionReader {
  readonly #nc: NatsConnection;
  readonly #source: Pick<SnapshotSource, "read">;

  constructor(nc: NatsConnection, source: Pick<SnapshotSource, "read">) {
    this.#nc = nc;
    this.#source = source;
  }

  /**
   * Errors: FORBIDDEN where the section has a permission that the account lacks; VALIDATION_ERROR for words that are no filters of it;
   * what the owner answers.
   */
  async read({ section, query, userId }: SectionRequest): Promise<SectionAnswer> {
    const { page, per_page, cursor, ...filters } = query;
    const paged = pagedSections.find((one) => one === section);
    if (paged === undefined) {
      if (Object.keys(filters).length > 0) throw unknownFilters(Object.keys(filters), []);
      return { data: await this.#fromSnapshot(section as SectionName) };
    }
    const { filters: schema, permission }: SectionQuery = sectionQueries[paged];
    if (permission) await this.#require(permission, userId);
    const unknown = Object.keys(filters).filter((word) => !Object.hasOwn(schema.shape, word));
    if (unknown.length > 0) throw unknownFilters(unknown, Object.keys(schema.shape));
    const asked = { section: paged, filters: schema.parse(filters), page: { page, per_page, cursor } };
    const { rows, pagination } = await ask(this.#nc, sectionRowsQueries[rowsOwnerOf(paged, asked.filters)], asked);
    return { data: rows, pagination };
  }

  /** By what identity says now: what was granted or denied beside the role is in no token. */
  async #require(permission: Permission, userId: string): Promise<void> {
    const { role, ...overrides } = await ask(this.#nc, accessOf, { user_id: userId });
    if (role === null || scopeOf(permission, role, overrides) !== "any") throw new AppError("FORBIDDEN");
  }

  async #fromSnapshot(section: SectionName): Promise<unknown> {
    return readSnapshot(await this.#source.read())[section];
  }
}

function unknownFilters(words: readonly string[], known: readonly string[]): AppError {
  const says = known.length > 0 ? `Its filters are ${known.join(", ")}.` : "It has no filters.";
  return new AppError("VALIDATION_ERROR", `The section has no filter of that name. ${says}`, {
    details: words.map((word) => ({ path: word, message: "No filter of this section." })),
  });
}
