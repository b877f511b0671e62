import type { z } from "zod";
import type { ActionContract } from "./action-contract.ts";
import { actionAbort } from "./action/abort.ts";
import { agentClearQueue } from "./agent/clear-queue.ts";
import { agentConfigure } from "./agent/configure.ts";
import { agentHealthCheck } from "./agent/health-check.ts";
import { agentRestart } from "./agent/restart.ts";
import { agentStart } from "./agent/start.ts";
import { agentStop } from "./agent/stop.ts";
import { configRotateSecret } from "./config/rotate-secret.ts";
import { configActions } from "./config/config-actions.ts";
import { analyticsExport } from "./analytics/export.ts";
import { analyticsGenerateReport } from "./analytics/generate-report.ts";
import { analyticsRecompute } from "./analytics/recompute.ts";
import { analyticsScheduleReport } from "./analytics/schedule-report.ts";
import { auditEraseSubject } from "./audit/erase-subject.ts";
import { alertAcknowledge } from "./alert/acknowledge.ts";
import { databaseAnalyze } from "./database/analyze.ts";
import { databaseBackup } from "./database/backup.ts";
import { databaseCheckIntegrity } from "./database/check-integrity.ts";
import { databaseMigrate } from "./database/migrate.ts";
import { databaseReindex } from "./database/reindex.ts";
import { databaseTerminateQuery } from "./database/terminate-query.ts";
import { databaseVacuum } from "./database/vacuum.ts";
import { databaseRestore } from "./database/restore.ts";
import { jobBulkCancel } from "./job/bulk-cancel.ts";
import { jobBulkRetry } from "./job/bulk-retry.ts";
import { jobCancel } from "./job/cancel.ts";
import { jobPurge } from "./job/purge.ts";
import { jobRetry } from "./job/retry.ts";
import { jobSetPriority } from "./job/set-priority.ts";
import { logsActions } from "./logs/logs-actions.ts";
import { managerActions } from "./manager/manager-actions.ts";
import { queueClear } from "./queue/clear.ts";
import { queueDrain } from "./queue/drain.ts";
import { queuePause } from "./queue/pause.ts";
import { queueRedrive } from "./queue/redrive.ts";
import { queueResume } from "./queue/resume.ts";
import { systemCleanStorage } from "./system/clean-storage.ts";
import { systemBackup } from "./system/backup.ts";
import { systemDeleteBackup } from "./system/delete-backup.ts";
import { systemReset } from "./system/reset.ts";
import { systemRestore } from "./system/restore.ts";
import { systemVerifyBackup } from "./system/verify-backup.ts";
import { systemClearCache } from "./system/clear-cache.ts";
import { systemDisableMaintenance } from "./system/disable-maintenance.ts";
import { systemEnableMaintenance } from "./system/enable-maintenance.ts";
import { systemPauseIntake } from "./system/pause-intake.ts";
import { systemResetBreaker } from "./system/reset-breaker.ts";
import { systemResetRateLimit } from "./system/reset-rate-limit.ts";
import { systemRestartService } from "./system/restart-service.ts";
import { systemResumeIntake } from "./system/resume-intake.ts";
import { systemRunHealthCheck } from "./system/run-health-check.ts";
import { systemUnlockAccount } from "./system/unlock-account.ts";
import { systemWarmCache } from "./system/warm-cache.ts";
import { logsExportAudit } from "./logs/export-audit.ts";
import { logsVerifyAudit } from "./logs/verify-audit.ts";
import { userCreate } from "./user/create.ts";
import { userDisable } from "./user/disable.ts";
import { userEnable } from "./user/enable.ts";
import { userResetPassword } from "./user/reset-password.ts";
import { userRevokeSessions } from "./user/revoke-sessions.ts";
import { userSetPermission } from "./user/set-permission.ts";
import { userSetRole } from "./user/set-role.ts";
import { workerDrain } from "./worker/drain.ts";
import { workerForget } from "./worker/forget.ts";
import { workerPause } from "./worker/pause.ts";
import { workerRestartAll } from "./worker/restart-all.ts";
import { workerRestart } from "./worker/restart.ts";
import { workerResume } from "./worker/resume.ts";
import { workerScale } from "./worker/scale.ts";
import { workerSetConcurrency } from "./worker/set-concurrency.ts";
import { workerStop } from "./worker/stop.ts";

/** Every action of the system. Adding one is adding it here. */
export const actions = [
  actionAbort,
  agentClearQueue,
  agentConfigure,
  agentHealthCheck,
  agentRestart,
  agentStart,
  agentStop,
  analyticsExport,
  analyticsGenerateReport,
  analyticsRecompute,
  analyticsScheduleReport,
  auditEraseSubject,
  alertAcknowledge,
  databaseAnalyze,
  databaseBackup,
  databaseRestore,
  databaseCheckIntegrity,
  databaseMigrate,
  databaseReindex,
  databaseTerminateQuery,
  databaseVacuum,
  jobBulkCancel,
  jobBulkRetry,
  jobCancel,
  jobPurge,
  jobRetry,
  jobSetPriority,
  queueClear,
  queueDrain,
  queuePause,
  queueRedrive,
  queueResume,
  systemCleanStorage,
  systemBackup,
  systemDeleteBackup,
  systemReset,
  systemRestore,
  systemVerifyBackup,
  systemClearCache,
  systemDisableMaintenance,
  systemEnableMaintenance,
  systemPauseIntake,
  systemResetBreaker,
  systemResetRateLimit,
  systemRestartService,
  systemResumeIntake,
  systemRunHealthCheck,
  systemUnlockAccount,
  systemWarmCache,
  logsExportAudit,
  logsVerifyAudit,
  userCreate,
  userDisable,
  userEnable,
  userResetPassword,
  userRevokeSessions,
  userSetPermission,
  userSetRole,
  workerDrain,
  workerForget,
  workerPause,
  workerRestart,
  workerRestartAll,
  workerResume,
  workerScale,
  workerSetConcurrency,
  workerStop,
  ...configActions,
  configRotateSecret,
  ...managerActions,
  ...logsActions,
] as const;

export type Action = (typeof actions)[number];
export type ActionName = Action["name"];

type ByName = { [A in Action as A["name"]]: A };

/** What a caller gives: what has a default may be left out. */
export type InputOf<Name extends ActionName> = z.input<ByName[Name]["payload"]>;
export type PayloadOf<Name extends ActionName> = z.output<ByName[Name]["payload"]>;
export type ResultOf<Name extends ActionName> = z.input<ByName[Name]["result"]>;
export type DryRunOf<Name extends ActionName> = ByName[Name]["dryRun"] extends infer D extends z.ZodType
  ? z.input<D>
  : undefined;

/** The actions that can say beforehand what they would change. */
export type DryRunnable = { [Name in ActionName]: DryRunOf<Name> extends undefined ? never : Name }[ActionName];

/** The actions that a service carries out. */
export type ActionNameOf<Owner extends Action["owner"]> = Extract<Action, { owner: Owner }>["name"];

export const actionNames = actions.map((action) => action.name) as [ActionName, ...ActionName[]];

const byName: ReadonlyMap<string, ActionContract> = new Map(
  actions.map((action) => [action.name, action as unknown as ActionContract]),
);

/** The contract of an action, or undefined where there is none of that name. */
export function findAction(name: string): ActionContract | undefined {
  return byName.get(name);
}
