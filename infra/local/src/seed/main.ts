import { AppError } from "@agentos/contracts/errors";
import { ConfigError } from "@agentos/service-kit/config";
import { readConfig } from "../config.ts";
import { foldersOf } from "../state/folders.ts";
import { say } from "../steps.ts";
import { demoUserIds } from "./demo-users.ts";
import { readWish } from "./options.ts";
import { findRunningSystem } from "./running-system.ts";
import { seed } from "./seed.ts";

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  try {
    const wish = readWish(argv);
    const config = readConfig(undefined, []);
    const folders = foldersOf(config.stateFolder, config.mediaFolder);
    const { api, jobsDatabaseUrl } = findRunningSystem(config, folders);
    const findUserIds = () => demoUserIds(api, folders.demoAccounts);
    say(await seed({ wish, jobsDatabaseUrl, findUserIds, folders }));
    return 0;
  } catch (error) {
    const known = error instanceof AppError || error instanceof ConfigError;
    console.error(known ? error.message : error);
    return 1;
  }
}
