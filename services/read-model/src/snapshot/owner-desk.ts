import { snapshotPartsQueries } from "@agentos/contracts/messages/read-model";
import type { SectionName } from "@agentos/contracts/snapshot/section-names";
import { sectionsOf, type AskedOwner } from "@agentos/contracts/snapshot/snapshot-parts";
import { ask } from "@agentos/messaging/request";
import type { Logger } from "@agentos/service-kit/logger";
import type { NatsConnection } from "@nats-io/transport-node";
import type { Answer } from "./owner-fields.ts";

/** What came of asking an owner for some sections; without an answer where none came in time. */
export type Asked = { owner: AskedOwner; sections: SectionName[]; answer: Answer | undefined; tookMs: number };

type Waiting = { resolve(): void; reject(error: Error): void };

/**
 * What is wanted of one owner. It is asked one question at a time, for all that was wanted since the last one: so no answer can be
 * overtaken by an older one, and a storm of wishes is one question.
 */
export class OwnerDesk {
  readonly owner: AskedOwner;
  readonly #sections: readonly SectionName[];
  readonly #asks: { nc: NatsConnection; log: Logger };
  readonly #wanted = new Set<SectionName>();
  #waiting: Waiting[] = [];
  #asking = false;
  #silent = true;

  constructor(owner: AskedOwner, asks: { nc: NatsConnection; log: Logger }) {
    this.owner = owner;
    this.#sections = sectionsOf(owner);
    this.#asks = asks;
  }

  /** Whether the last question was not answered, or none was put yet. */
  get silent(): boolean {
    return this.#silent;
  }

  /** Whether there is something to ask, and no question under way. */
  get due(): boolean {
    return this.#wanted.size > 0 && !this.#asking;
  }

  /** Wants sections, as far as the owner has a part in them. */
  want(sections: readonly SectionName[] = this.#sections): void {
    for (const section of sections) if (this.#sections.includes(section)) this.#wanted.add(section);
  }

  /** Wants sections, and resolves when they were told. Errors: the owner did not answer. */
  async told(sections: readonly SectionName[]): Promise<void> {
    this.want(sections);
    await new Promise<void>((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /** Asks for all that is wanted. Never throws. */
  async ask(): Promise<Asked> {
    const sections = [...this.#wanted];
    const waiting = this.#waiting;
    this.#wanted.clear();
    this.#waiting = [];
    this.#asking = true;
    const startedAt = performance.now();
    const answer = await this.#answer(sections);
    this.#asking = false;
    this.#silent = !answer || sections.some((section) => !answer[section]);
    for (const { resolve, reject } of waiting) {
      if (this.#silent) reject(new Error(`${this.owner} has not answered for the snapshot`));
      else resolve();
    }
    return { owner: this.owner, sections, answer, tookMs: performance.now() - startedAt };
  }

  async #answer(sections: SectionName[]): Promise<Answer | undefined> {
    try {
      return (await ask(this.#asks.nc, snapshotPartsQueries[this.owner], { sections })) as Answer;
    } catch (error) {
      this.#asks.log.debug({ err: error, owner: this.owner }, "an owner has not answered for the snapshot");
      return undefined;
    }
  }
}
