import type { ProgramName } from "@agentos/local-servers/programs/catalogue";
import { provide, type Provided } from "@agentos/local-servers/programs/provide";
import type { LocalConfig } from "../config.ts";
import type { Folders } from "../state/folders.ts";
import { say } from "../steps.ts";

export type NeededPrograms = Provided["programs"];

const always: readonly ProgramName[] = ["utilLinux", "ffmpeg", "pocketsphinx"];

/** Finds or installs what a start runs; no server's program where its address was given. */
export function provideForStart(config: LocalConfig, folders: Folders): Promise<Provided> {
  const { databaseUrl, redisUrl, natsUrl } = config.given;
  const servers: ProgramName[] = [
    ...(databaseUrl ? [] : ["postgres" as const]),
    ...(redisUrl ? [] : ["redis" as const]),
    ...(natsUrl ? [] : ["nats" as const]),
  ];
  return provide([...always, ...servers], {
    searchPath: config.searchPath,
    logFile: folders.log("apt"),
    onInstall: (packages) => say(`  … installing ${packages.join(", ")} (log: ${folders.log("apt")})`),
  });
}
