import path from "node:path";

/** Folder of this owner's migrations. */
export const migrationsDirectory = path.join(import.meta.dirname, "migrations");
