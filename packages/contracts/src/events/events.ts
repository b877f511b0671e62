import * as actions from "./actions.ts";
import { backupChanged } from "./backups.ts";
import * as alerts from "./alerts.ts";
import type { EventContract } from "./event-contract.ts";
import { configChangedEvent } from "./config.ts";
import * as fleet from "./fleet.ts";
import * as identity from "./identity.ts";
import * as jobs from "./jobs.ts";
import * as queues from "./queues.ts";
import { fileUploaded } from "./uploads.ts";

const all = [
  jobs.jobCreated,
  ...jobs.stageEntered,
  jobs.jobStep,
  jobs.jobCompleted,
  jobs.jobFailed,
  jobs.jobCancelled,
  jobs.jobRetried,
  jobs.jobNoted,
  jobs.jobPrioritised,
  jobs.jobPurged,
  jobs.clipReady,
  queues.queuePaused,
  queues.queueResumed,
  queues.queueCleared,
  queues.queueDraining,
  queues.queueDrained,
  queues.queueThreshold,
  fileUploaded,
  identity.userCreated,
  identity.userPasswordChanged,
  identity.userRoleChanged,
  identity.userPermissionChanged,
  identity.userDisabled,
  identity.userEnabled,
  identity.sessionStarted,
  identity.sessionEnded,
  identity.securityLockedOut,
  identity.signingKeyChanged,
  actions.actionExecuted,
  actions.actionCritical,
  actions.actionsLocked,
  backupChanged,
  fleet.workerOnline,
  fleet.workerOffline,
  fleet.workerPaused,
  fleet.workerResumed,
  fleet.workerDraining,
  fleet.workerConcurrencySet,
  fleet.workerTested,
  fleet.workerForgotten,
  fleet.agentStarted,
  fleet.agentStopped,
  fleet.agentScaled,
  fleet.agentConcurrencySet,
  fleet.agentConfigured,
  configChangedEvent,
  alerts.alertRaised,
  alerts.alertAcknowledged,
  alerts.alertCleared,
] as const;

export type EventName = (typeof all)[number]["name"];

/** Every event of the system. */
export const events: readonly EventContract[] = all;
