import { z } from "zod";
import type { ManagerOwner } from "../messages/actions.ts";
import { alertEvaluator } from "./alerts.ts";
import { actionSettler, breakerHealth, rateLimitCleaner } from "./action-dispatcher.ts";
import { auditRetention, auditSequencer } from "./audit.ts";
import { autoscaler, workerReaper, workerReporter } from "./fleet.ts";
import { leaseReaper } from "./jobs.ts";
import { logKeeper, logWatcher, reportScheduler, storageJanitor } from "./system.ts";
import type { ManagerContract } from "./manager-contract.ts";

/** Every manager of the system. Adding one is adding it here. */
export const managers = [
  leaseReaper,
  auditSequencer,
  auditRetention,
  actionSettler,
  rateLimitCleaner,
  breakerHealth,
  workerReporter,
  workerReaper,
  autoscaler,
  reportScheduler,
  storageJanitor,
  logKeeper,
  logWatcher,
  alertEvaluator,
] as const;

type Manager = (typeof managers)[number];
export type ManagerName = Manager["name"];

/** The managers that a service runs. */
export type ManagerNameOf<Owner extends ManagerOwner> = Extract<Manager, { owner: Owner }>["name"];

type ByName = { [M in Manager as M["name"]]: M };
export type ManagerSettings<Name extends ManagerName> = z.output<ByName[Name]["settings"]>;

export const managerName = z.enum(managers.map((manager) => manager.name) as [ManagerName, ...ManagerName[]]);

const byName = new Map<string, ManagerContract>(managers.map((manager) => [manager.name, manager]));

/** The contract of a manager. Errors: TypeError where there is none of that name. */
export function managerByName(name: ManagerName): ManagerContract {
  const found = byName.get(name);
  if (!found) throw new TypeError(`There is no manager of the name ${name}.`);
  return found;
}

/** The managers of a service, in the order of the catalogue. */
export function managersOf(owner: ManagerOwner): ManagerContract[] {
  return [...byName.values()].filter((manager) => manager.owner === owner);
}

/** What holds of a manager's settings until an operator says otherwise. */
export function defaultSettings(name: ManagerName): Record<string, unknown> {
  return managerByName(name).settings.parse({});
}
