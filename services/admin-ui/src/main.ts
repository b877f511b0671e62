import { runService } from "@agentos/service-kit/service";
import { readConfig } from "./config.ts";
import { createService } from "./service.ts";

await runService(() => createService(readConfig()));
