import { sectionQueries } from "@agentos/contracts/snapshot/section-queries";
import { z } from "zod";

/** What the address of the users tells. `user`: the account that is open. */
export const userFilters = sectionQueries.users.filters.extend({ user: z.uuid().optional() });
