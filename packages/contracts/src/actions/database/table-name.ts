import { z } from "zod";
import { schemaOf, schemaOwners } from "../../services.ts";

const schemas = schemaOwners.map(schemaOf).join("|");

/** `jobs.steps`: a table of an owner's schema. */
export const tableName = z
  .string()
  .max(100)
  .regex(new RegExp(`^(${schemas})\\.[a-z][a-z0-9_]*$`), "A schema of this system and a table of it: jobs.steps.");

/** The tables that were cared for, each with how long it took in milliseconds. */
export const tablesDone = z.object({ tables: z.array(z.object({ table: z.string(), ms: z.number() })) });
