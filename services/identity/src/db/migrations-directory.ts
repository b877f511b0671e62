import path from "node:path";

/** The database schema, and the role, of this service. */
export const schema = "identity";

export const migrationsDirectory = path.join(import.meta.dirname, "migrations");
