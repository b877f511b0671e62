import path from "node:path";
import { catalogue, type ProgramEntry } from "@agentos/local-servers/programs/catalogue";
import { provideEntries } from "@agentos/local-servers/programs/provide";
import { readSearchPath } from "@agentos/testkit/servers/config";
import { repositoryRoot } from "@agentos/testkit/servers/migrate";

/** What this bench alone runs, and Redis' own tool. */
const entries = {
  nginx: { title: "nginx", executables: [["nginx"]], folders: ["/usr/sbin"], debianPackages: ["nginx-light"] },
  wrk: { title: "wrk, a load generator", executables: [["wrk"]], debianPackages: ["wrk"] },
  redisBenchmark: { ...catalogue.redis, title: "redis-benchmark", executables: [["redis-benchmark"]] },
} satisfies Record<string, ProgramEntry>;

export type ReadPrograms = { nginx: string; wrk: string; redisBenchmark: string };

/** Finds or installs the programs. Errors: a sentence that says what to install. */
export async function provideReadPrograms(): Promise<ReadPrograms> {
  const { programs } = await provideEntries(entries, {
    searchPath: readSearchPath(),
    logFile: path.join(repositoryRoot, ".agentos/logs/apt.log"),
    onInstall: (packages) => console.log(`installing ${packages.join(", ")}`),
  });
  return {
    nginx: programs.nginx?.["nginx"] ?? "",
    wrk: programs.wrk?.["wrk"] ?? "",
    redisBenchmark: programs.redisBenchmark?.["redis-benchmark"] ?? "",
  };
}
