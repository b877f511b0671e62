import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { catalogue } from "@agentos/local-servers/programs/catalogue";
import { findIn } from "@agentos/local-servers/programs/find";
import { readSearchPath } from "@agentos/testkit/servers/config";

const run = promisify(execFile);

/** Transactions per second of a script. Its statements are those of two services, so it runs with both schemas in its path. */
export async function runPgbench(options: {
  url: string;
  script: string;
  clients: number;
  seconds: number;
}): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), "agentos-bench-"));
  try {
    const file = path.join(folder, "actions.sql");
    writeFileSync(file, options.script);
    const pgbench = findIn({ ...catalogue.postgres, title: "pgbench", executables: [["pgbench"]] }, readSearchPath())?.[
      "pgbench"
    ];
    if (!pgbench) throw new Error("pgbench is missing: it comes with PostgreSQL.");
    const args = [
      "--no-vacuum",
      "--client",
      `${options.clients}`,
      "--jobs",
      "1",
      "--time",
      `${options.seconds}`,
      "--file",
      file,
    ];
    const { stdout } = await run(pgbench, [...args, options.url], {
      env: { PGOPTIONS: "-c search_path=action_dispatcher,jobs" },
    });
    const [, perSecond] = /tps = ([\d.]+)/.exec(stdout) ?? [];
    const [, failed] = /number of failed transactions: (\d+)/.exec(stdout) ?? [];
    if (perSecond === undefined || Number(failed ?? 0) > 0) throw new Error(`pgbench failed:\n${stdout}`);
    return Number(perSecond);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
