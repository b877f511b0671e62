import { readConfig } from "./config.ts";
import { writeConfiguration } from "./write-configuration.ts";

const { OUTPUT, LOG_LEVEL } = readConfig();
process.stdout.write(`configured: ${writeConfiguration(OUTPUT, LOG_LEVEL).join(", ")}\n`);
