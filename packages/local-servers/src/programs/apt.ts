import { spawn } from "node:child_process";
import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { lastLines } from "../process/log-file.ts";

const lockTimeout = ["-o", "DPkg::Lock::Timeout=600"];
const keepOldConfiguration = ["-o", "Dpkg::Options::=--force-confold"];
const startPolicy = "/usr/sbin/policy-rc.d";
const clusterConfiguration = "/etc/postgresql-common/createcluster.conf";
const clusterTemplate = "/usr/share/postgresql-common/createcluster.conf";

/** Whether packages can be installed here without asking anybody: root on Debian or a system made from it. */
export function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync("/etc/debian_version") && existsSync("/usr/bin/apt-get");
}

/**
 * Installs Debian packages in one go, without starting a daemon and without making a PostgreSQL cluster; waits up to ten
 * minutes for another installation that is under way. Errors: a sentence with the log's last lines.
 */
export async function aptInstall(packages: readonly string[], logFile: string): Promise<void> {
  const undo = [forbidDaemons(), forbidCluster()];
  try {
    // A repository that cannot be reached fails the update, but need not be one that the packages come from.
    await aptGet(["update", "-q", ...lockTimeout], logFile);
    const options = ["-y", "-q", "--no-install-recommends", ...lockTimeout, ...keepOldConfiguration];
    const code = await aptGet(["install", ...options, ...packages], logFile);
    if (code !== 0) throw new Error(explain(code, logFile));
  } finally {
    for (const step of undo) step();
  }
}

/** invoke-rc.d asks this program before it starts a daemon; 101 is "no". An administrator's own is left as it is. */
function forbidDaemons(): () => void {
  if (existsSync(startPolicy)) return () => undefined;
  writeFileSync(startPolicy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  return () => rmSync(startPolicy, { force: true });
}

/** Debian makes and registers a "main" cluster at installation; ours is private and needs none. */
function forbidCluster(): () => void {
  if (existsSync(clusterConfiguration)) return () => undefined;
  mkdirSync(path.dirname(clusterConfiguration), { recursive: true });
  writeFileSync(clusterConfiguration, "create_main_cluster = false\n");
  return () => {
    if (existsSync(clusterTemplate)) copyFileSync(clusterTemplate, clusterConfiguration);
    else rmSync(clusterConfiguration);
  };
}

async function aptGet(args: readonly string[], logFile: string): Promise<number | null> {
  mkdirSync(path.dirname(logFile), { recursive: true });
  const log = openSync(logFile, "a");
  try {
    const child = spawn("apt-get", args, {
      env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C.UTF-8", DEBIAN_FRONTEND: "noninteractive" },
      stdio: ["ignore", log, log],
    });
    return await new Promise((resolve, reject) => {
      child.once("exit", resolve);
      child.once("error", reject);
    });
  } finally {
    closeSync(log);
  }
}

function explain(code: number | null, logFile: string): string {
  return (
    `apt-get install failed (code ${code}). The end of ${logFile}:\n${lastLines(logFile, 12)}\n` +
    "Check that Debian's package servers can be reached, then start again."
  );
}
