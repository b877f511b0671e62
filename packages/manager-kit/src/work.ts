import type { ManagerName, ManagerNameOf, ManagerSettings } from "@agentos/contracts/managers/managers";
import type { ManagerOwner } from "@agentos/contracts/messages/actions";
import type { AnyTx } from "@agentos/action-kit/completion";
import type { Counts } from "./tables.ts";

/** What a run gets. */
export type RunCall<Name extends ManagerName> = {
  settings: ManagerSettings<Name>;
  intervalSeconds: number;
  /** Aborts when the manager is stopped, restarted or handed over, takes too long, or when this copy has lost the lead. */
  signal: AbortSignal;
  /**
   * In a transaction: holds on to the lead until its end, so that nobody else can lead before. For writes that two leaders at
   * once would spoil. Errors: LeadLost, and the transaction must not be committed.
   */
  fence(tx: AnyTx): Promise<void>;
};

/** One run. Returns what it did, counted; all zero where there was nothing to do. An error that it throws is the run's. */
export type ManagerWork<Name extends ManagerName> = (run: RunCall<Name>) => Promise<Counts>;

/** The work of each manager of an owner; a missing one does not compile. */
export type ManagerWorks<Owner extends ManagerOwner> = { [Name in ManagerNameOf<Owner>]: ManagerWork<Name> };

/** This copy does not lead any more. */
export class LeadLost extends Error {
  constructor(manager: string) {
    super(`${manager} is led by somebody else now`);
    this.name = "LeadLost";
  }
}
