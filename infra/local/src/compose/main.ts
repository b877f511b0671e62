import { readConfig } from "./config.ts";
import { writeConfiguration } from "./write-configuration.ts";

process.stdout.write(`configured: ${writeConfiguration(readConfig()).join(", ")}\n`);
