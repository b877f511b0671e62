import { z } from "zod";

/** What stands in the page's address: the drawer that is open, and how the tables of the database are sorted. */
export const systemFilters = z.object({
  service: z.string().max(40).optional(),
  backup: z.uuid().optional(),
  tables: z.enum(["table", "megabytes"]).optional(),
  order: z.enum(["asc", "desc"]).optional(),
});
