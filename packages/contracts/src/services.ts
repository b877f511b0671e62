/** Every service that talks over NATS or owns a schema in PostgreSQL. Credentials and permissions derive from this list. */
export const serviceNames = [
  "gateway",
  "identity",
  "uploads",
  "jobs",
  "fleet",
  "action-dispatcher",
  "audit",
  "read-model",
  "system",
  "media",
] as const;

export type ServiceName = (typeof serviceNames)[number];

/** Services with a schema and a role of their own in the database; `schemaOf` names both. */
export const schemaOwners = [
  "audit",
  "action-dispatcher",
  "identity",
  "uploads",
  "jobs",
  "fleet",
  "system",
] as const satisfies readonly ServiceName[];

export type SchemaOwner = (typeof schemaOwners)[number];

/** The role of backups and of the care of the database: to it belong the tables of all owners but the audit trail's. */
export const maintenanceRole = "agentos_maintenance";

/** Name of an environment variable that belongs to a service: `ACTION_DISPATCHER_URL`. */
export function variableOf(service: ServiceName, suffix: "URL" | "PASSWORD"): string {
  return `${service.toUpperCase().replaceAll("-", "_")}_${suffix}`;
}

/** Name of an owner's schema and of its role. */
export function schemaOf(owner: SchemaOwner): string {
  return owner.replaceAll("-", "_");
}
