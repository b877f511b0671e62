import { createService as createActionDispatcher } from "@agentos/action-dispatcher/service";
import { readConfig as readActionDispatcherConfig } from "@agentos/action-dispatcher/config";
import { createService as createAudit } from "@agentos/audit/service";
import { readConfig as readAuditConfig } from "@agentos/audit/config";
import { createService as createFleet } from "@agentos/fleet/service";
import { readConfig as readFleetConfig } from "@agentos/fleet/config";
import { createService as createIdentity } from "@agentos/identity/service";
import { readConfig as readIdentityConfig } from "@agentos/identity/config";
import { createService as createJobs } from "@agentos/jobs/service";
import { readConfig as readJobsConfig } from "@agentos/jobs/config";
import { createService as createReadModel } from "@agentos/read-model/service";
import { readConfig as readReadModelConfig } from "@agentos/read-model/config";
import { composeServices, runService } from "@agentos/service-kit/service";
import { createService as createSystem } from "@agentos/system/service";
import { readConfig as readSystemConfig } from "@agentos/system/config";
import { createService as createUploads } from "@agentos/uploads/service";
import { readConfig as readUploadsConfig } from "@agentos/uploads/config";
import { unitEnvironments } from "./config.ts";

// All services that own data, and the one that shows them, in one process.
const env = unitEnvironments();
await runService(() =>
  composeServices("host", [
    createAudit(readAuditConfig(env["audit"])),
    createIdentity(readIdentityConfig(env["identity"])),
    createUploads(readUploadsConfig(env["uploads"])),
    createJobs(readJobsConfig(env["jobs"])),
    createFleet(readFleetConfig(env["fleet"])),
    createSystem(readSystemConfig(env["system"])),
    createActionDispatcher(readActionDispatcherConfig(env["action-dispatcher"])),
    createReadModel(readReadModelConfig(env["read-model"])),
  ]),
);
