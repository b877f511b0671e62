import type { ActionName } from "@agentos/contracts/actions/actions";
import { agentCases } from "./agent-cases.ts";
import { analyticsCases } from "./analytics-cases.ts";
import { auditCases } from "./audit-cases.ts";
import { alertCases } from "./alert-cases.ts";
import { backupCases } from "./backup-cases.ts";
import { cacheCases } from "./cache-cases.ts";
import { careCases } from "./care-cases.ts";
import { configCases } from "./config-cases.ts";
import { dispatcherCases } from "./dispatcher-cases.ts";
import { jobCases } from "./job-cases.ts";
import { logCases } from "./log-cases.ts";
import { liftCases } from "./lift-cases.ts";
import { managerCases } from "./manager-cases.ts";
import { queueCases } from "./queue-cases.ts";
import { serviceCases } from "./service-cases.ts";
import { storageCases } from "./storage-cases.ts";
import { restoreCases } from "./restore-cases.ts";
import { switchCases } from "./switch-cases.ts";
import { userCases } from "./user-cases.ts";
import { workerCases } from "./worker-cases.ts";
import type { ActionCases } from "./world.ts";

/** Actions on what the system does. */
export const workCases = {
  ...jobCases,
  ...queueCases,
  ...workerCases,
  ...agentCases,
  ...managerCases,
  ...dispatcherCases,
};

/** Actions on the system itself. */
export const systemCases = {
  ...analyticsCases,
  ...careCases,
  ...logCases,
  ...backupCases,
  ...restoreCases,
  ...cacheCases,
  ...configCases,
  ...storageCases,
  ...serviceCases,
  ...switchCases,
  ...liftCases,
  ...userCases,
  ...auditCases,
  ...alertCases,
};

// An action without a case does not compile.
({ ...workCases, ...systemCases }) satisfies ActionCases<ActionName>;
