import type { EventName } from "@agentos/contracts/events/events";
import { eventMessage, tickMessage } from "@agentos/contracts/events/told";
import type { TickName } from "@agentos/contracts/events/ticks";
import { subjectOf } from "@agentos/contracts/messages/message-contract";
import { everythingTold } from "@agentos/contracts/messages/nats-permissions";
import { snapshotPartsQueries } from "@agentos/contracts/messages/read-model";
import { askedOwners, type AskedOwner } from "@agentos/contracts/snapshot/snapshot-parts";
import type { SectionName } from "@agentos/contracts/snapshot/section-names";
import type { Msg, NatsConnection } from "@nats-io/transport-node";
import { until } from "../driver.ts";

export type ToldName = EventName | TickName;

/** An event, or a tick, whose id is null; `order` says what was heard before what. */
export type Heard = { order: number; name: string; id: string | null; payload: Record<string, unknown>; message: Msg };
type Asked = { order: number; owner: AskedOwner; sections: readonly SectionName[] };

/** Hears everything on NATS that is told, and what is asked of owners for the snapshot. */
export class Ear {
  readonly heard: Heard[] = [];
  readonly #asked: Asked[] = [];
  #order = 0;

  static async open(nats: NatsConnection): Promise<Ear> {
    const ear = new Ear();
    nats.subscribe(everythingTold.events, { callback: (_error, message) => ear.#event(message) });
    nats.subscribe(everythingTold.ticks, { callback: (_error, message) => ear.#tick(message) });
    for (const owner of askedOwners) {
      nats.subscribe(subjectOf(snapshotPartsQueries[owner]), {
        callback: (_error, message) => ear.#question(owner, message),
      });
    }
    await nats.flush();
    return ear;
  }

  /** Waits for the first time that a name is told. */
  first(name: ToldName): Promise<Heard> {
    return until(() => this.heard.find((one) => one.name === name));
  }

  /** Waits until an owner is asked for a section after something was told. */
  untilAsked(after: Heard, owner: AskedOwner, section: SectionName): Promise<unknown> {
    return until(() =>
      this.#asked.some((one) => one.order > after.order && one.owner === owner && one.sections.includes(section)),
    );
  }

  #event(message: Msg): void {
    const { id, name, payload } = eventMessage.parse(message.json());
    this.#hear({ id, name, payload: JSON.parse(payload) as Heard["payload"], message });
  }

  #tick(message: Msg): void {
    this.#hear({ id: null, ...tickMessage.parse(message.json()), message });
  }

  #hear(told: Omit<Heard, "order">): void {
    this.#order += 1;
    this.heard.push({ ...told, order: this.#order });
  }

  #question(owner: AskedOwner, message: Msg): void {
    this.#order += 1;
    const { sections } = snapshotPartsQueries[owner].request.parse(message.json());
    this.#asked.push({ order: this.#order, owner, sections });
  }
}
