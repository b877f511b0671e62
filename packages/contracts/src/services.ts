/** Every service that talks over NATS or owns a schema in PostgreSQL. Credentials and permissions derive from this list. */
export const serviceNames = ["gateway", "identity", "uploads", "jobs", "media"] as const;

export type ServiceName = (typeof serviceNames)[number];

/** Services with a schema and a role of their own in the database, named like the service. */
export const schemaOwners = ["identity", "uploads", "jobs"] as const satisfies readonly ServiceName[];

export type SchemaOwner = (typeof schemaOwners)[number];
