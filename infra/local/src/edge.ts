import { createService as createAdminUi } from "@agentos/admin-ui/service";
import { readConfig as readAdminUiConfig } from "@agentos/admin-ui/config";
import { createService as createGateway } from "@agentos/gateway/service";
import { readConfig as readGatewayConfig } from "@agentos/gateway/config";
import { composeServices, runService } from "@agentos/service-kit/service";
import { createService as createUploadUi } from "@agentos/upload-ui/service";
import { readConfig as readUploadUiConfig } from "@agentos/upload-ui/config";
import { unitEnvironments } from "./config.ts";

// The one door and the servers of both apps, in one process.
const env = unitEnvironments();
await runService(() =>
  composeServices("edge", [
    createGateway(readGatewayConfig(env["gateway"])),
    createUploadUi(readUploadUiConfig(env["upload-ui"])),
    createAdminUi(readAdminUiConfig(env["admin-ui"])),
  ]),
);
