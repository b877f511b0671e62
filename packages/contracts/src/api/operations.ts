import type { ServiceName } from "../services.ts";
import { adminOperations, ssotOperations } from "./admin.ts";
import { agentOperations } from "./agents.ts";
import { agentActionOperations } from "./agent-actions.ts";
import { analyticsOperations } from "./analytics.ts";
import { authOperations } from "./auth.ts";
import { clipOperations } from "./clips.ts";
import { jobActionOperations } from "./job-actions.ts";
import { jobOperations } from "./jobs.ts";
import { queueOperations } from "./queue.ts";
import type { Operation } from "./operation.ts";
import { systemOperations } from "./system.ts";
import { uploadOperations } from "./upload.ts";

/** Which service answers which operations; the gateway's routing, its access checks and OpenAPI derive from it. */
export const operationsByService: Partial<Record<ServiceName, Record<string, Operation>[]>> = {
  gateway: [systemOperations],
  identity: [authOperations],
  uploads: [uploadOperations],
  "action-dispatcher": [adminOperations, jobActionOperations, agentActionOperations],
  fleet: [agentOperations],
  "read-model": [ssotOperations],
  system: [analyticsOperations],
  jobs: [jobOperations, clipOperations, queueOperations],
};
