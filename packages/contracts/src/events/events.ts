import type { EventContract } from "./event-contract.ts";
import * as identity from "./identity.ts";
import * as jobs from "./jobs.ts";
import { fileUploaded } from "./uploads.ts";

/**
 * Every event of the system.
 * @public for whoever consumes events
 */
export const events: readonly EventContract[] = [
  jobs.jobCreated,
  ...jobs.stageEntered,
  jobs.jobStep,
  jobs.jobCompleted,
  jobs.jobFailed,
  jobs.jobCancelled,
  jobs.jobRetried,
  jobs.jobNoted,
  jobs.clipReady,
  fileUploaded,
  identity.userCreated,
  identity.userPasswordChanged,
  identity.sessionStarted,
  identity.sessionEnded,
  identity.securityLockedOut,
  identity.signingKeyChanged,
];
