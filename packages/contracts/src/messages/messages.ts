import { act } from "./actions.ts";
import * as identity from "./identity.ts";
import * as jobs from "./jobs.ts";
import type { HintContract, RequestContract } from "./message-contract.ts";
import * as uploads from "./uploads.ts";

/** Every request between services. */
export const requests: readonly RequestContract[] = [
  jobs.claim,
  jobs.renew,
  jobs.complete,
  jobs.fail,
  jobs.release,
  jobs.createFromUpload,
  uploads.getFinished,
  identity.getJwks,
  identity.accessChanges,
  ...Object.values(act),
];

/** Every hint between services. */
export const hints: readonly HintContract[] = [jobs.wake, jobs.interrupt, identity.accessChanged];
