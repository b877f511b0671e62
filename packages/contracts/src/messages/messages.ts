import { act } from "./actions.ts";
import { eventHistoryQueries } from "./event-history.ts";
import * as caches from "./caches.ts";
import { referencedFiles } from "./files.ts";
import * as fleet from "./fleet.ts";
import { healthQueries } from "./health.ts";
import * as identity from "./identity.ts";
import * as jobs from "./jobs.ts";
import * as logs from "./logs.ts";
import { managersChanged, managersQueries } from "./managers.ts";
import type { HintContract, RequestContract } from "./message-contract.ts";
import { settingsInForce, settingsVersion } from "./settings.ts";
import * as readModel from "./read-model.ts";
import * as system from "./system.ts";
import * as uploads from "./uploads.ts";

/** Every request between services. */
export const requests: readonly RequestContract[] = [
  jobs.claim,
  jobs.renew,
  jobs.complete,
  jobs.fail,
  jobs.release,
  jobs.createFromUpload,
  jobs.getQueue,
  uploads.getFinished,
  identity.getJwks,
  fleet.heartbeat,
  identity.accessChanges,
  identity.accessOf,
  system.getSwitches,
  caches.rebuildSnapshot,
  caches.forgetReplies,
  ...Object.values(healthQueries),
  ...Object.values(referencedFiles),
  ...Object.values(act),
  ...Object.values(managersQueries),
  ...Object.values(eventHistoryQueries),
  ...Object.values(readModel.snapshotPartsQueries),
  ...Object.values(readModel.sectionRowsQueries),
  logs.takeLogLines,
  readModel.getSnapshot,
  readModel.getSnapshotHealth,
  settingsInForce,
];

/** Every hint between services. */
export const hints: readonly HintContract[] = [
  jobs.wake,
  jobs.interrupt,
  fleet.nudge,
  logs.logLevelsSet,
  identity.accessChanged,
  identity.signingKeysChanged,
  system.switchesChanged,
  ...Object.values(managersChanged),
  readModel.snapshotPublished,
  readModel.snapshotHeartbeat,
  readModel.snapshotPatches,
  readModel.socketSeats,
  readModel.builderClaims,
  settingsVersion,
];
