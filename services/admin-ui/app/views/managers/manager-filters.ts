import { managerStates } from "@agentos/contracts/managers/manager-view";
import { managerName } from "@agentos/contracts/managers/managers";
import { managerOwners } from "@agentos/contracts/messages/actions";
import { z } from "zod";

/** What the address of the view tells. */
export const managerFilters = z.object({
  owner: z.enum(managerOwners).optional(),
  state: z.enum(managerStates).optional(),
  /** The drawer. */
  manager: managerName.optional(),
});
export type ManagerFilters = z.output<typeof managerFilters>;
