import { schemaOf, schemaOwners, type SchemaOwner } from "../services.ts";

/**
 * What becomes of a table when the system is put back to a backup, and when it is reset:
 *
 * | policy          | in a backup | restore             | reset |
 * | --------------- | ----------- | ------------------- | ----- |
 * | `state`         | yes         | as in the backup    | empty |
 * | `configuration` | yes         | as in the backup    | stays |
 * | `ended`         | no          | empty               | stays |
 * | `kept`          | no          | stays               | stays |
 */
export type TablePolicy = "state" | "configuration" | "ended" | "kept";

/** Under way, led or sent right now, or a record of what has happened: an earlier state of it would be wrong. */
const running = {
  managers: "kept",
  manager_runs: "kept",
  manager_instances: "kept",
  manager_operations: "kept",
} as const;

type Policies = "kept" | Record<string, TablePolicy>;

/** What is not named is `state`. */
export const tablePolicies: Record<SchemaOwner, Policies> = {
  // The trail, and the keys that open it: what was erased stays erased, in backups too.
  audit: "kept",
  "action-dispatcher": "kept",
  identity: {
    users: "configuration",
    user_permissions: "configuration",
    account_counts: "configuration",
    sessions: "ended",
    refresh_tokens: "ended",
    keys: "kept",
    events: "kept",
    access_changes: "kept",
    sign_in_attempts: "kept",
    sign_in_locks: "kept",
    sign_in_places: "kept",
  },
  uploads: {},
  jobs: {
    ...running,
    queues: "configuration",
    stage_speeds: "configuration",
    loops: "kept",
    bulk_operations: "kept",
    bulk_items: "kept",
    // Files to remove belong to what was purged: of a state that has them again they must not go.
    file_removals: "ended",
  },
  fleet: { ...running, agents: "kept", workers: "kept", operations: "kept", reports: "kept", events: "kept" },
  system: {
    ...running,
    long_operations: "kept",
    backups: "kept",
    events: "kept",
    switches: "kept",
    alerts: "kept",
    webhook_deliveries: "kept",
    config_versions: "configuration",
    config_deployed: "kept",
    config_followers: "kept",
    // What was logged has happened, whatever the system is put back to.
    log_parts: "kept",
    log_lines: "kept",
    log_tallies: "kept",
    log_sources: "kept",
    log_levels: "kept",
    log_archives: "kept",
    log_alerts: "configuration",
    report_schedules: "configuration",
    reports: "kept",
  },
};

/** The policy of a table of an owner's schema. */
export function policyOf(schema: string, table: string): TablePolicy {
  const owner = schemaOwners.find((one) => schemaOf(one) === schema);
  const policies: Policies = owner === undefined ? "kept" : tablePolicies[owner];
  return policies === "kept" ? "kept" : (policies[table] ?? "state");
}
