import { z } from "zod";
import { managerView } from "../managers/manager-view.ts";
import { managerName } from "../managers/managers.ts";
import { managerOwners, type ManagerOwner } from "./actions.ts";
import { defineHint, defineRequest } from "./message-contract.ts";

function managersQuery(owner: ManagerOwner) {
  return defineRequest({
    kind: "query",
    owner,
    name: "managers",
    // Fleet shows them; the dispatcher asks to see whether a service works.
    callers: ["fleet", "action-dispatcher"],
    deadlineMs: 3000,
    /** `history`: how many of the latest runs of each. */
    request: z.object({ history: z.int().min(0).max(100).default(20) }),
    reply: z.object({ managers: z.array(managerView) }),
  });
}

function wakeHint(owner: ManagerOwner) {
  return defineHint({
    owner,
    name: "managers_changed",
    listeners: [owner],
    payload: z.object({ manager: managerName }),
  });
}

function byOwner<T>(make: (owner: ManagerOwner) => T): Record<ManagerOwner, T> {
  return Object.fromEntries(managerOwners.map((owner) => [owner, make(owner)])) as Record<ManagerOwner, T>;
}

/** Asks an owner for its managers, as they are. */
export const managersQueries = byOwner(managersQuery);

/** Tells all instances of an owner to look at a manager's row at once. */
export const managersChanged = byOwner(wakeHint);
