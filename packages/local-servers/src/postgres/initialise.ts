import { execFile } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { systemPath, type Account } from "../process/process-spec.ts";

const run = promisify(execFile);

export type ClusterOptions = {
  /** Path of `initdb`. */
  initdb: string;
  folder: string;
  superuser: string;
  password: string;
  account: Account | undefined;
  /** Without waiting for the disk; for data that need not survive the machine. */
  volatile?: boolean;
};

/**
 * Makes the files of a PostgreSQL server in `folder`/cluster unless they are there. Every sign-in needs a password
 * (SCRAM-SHA-256). Errors: initdb's own words; files of another major version.
 */
export async function initialiseCluster(options: ClusterOptions): Promise<string> {
  const cluster = path.join(options.folder, "cluster");
  if (existsSync(cluster)) {
    await assertSameVersion(cluster, options.initdb);
    return cluster;
  }
  // Made under another name first: an interrupted initdb must not pass for a cluster.
  const unfinished = path.join(options.folder, "unfinished");
  const passwordFile = path.join(options.folder, "password");
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(options.folder, { recursive: true });
  writeFileSync(passwordFile, options.password, { mode: 0o600 });
  if (options.account) chownSync(passwordFile, options.account.uid, options.account.gid);
  try {
    await initdb(options, unfinished, passwordFile);
  } finally {
    rmSync(passwordFile);
  }
  renameSync(unfinished, cluster);
  return cluster;
}

async function initdb(options: ClusterOptions, target: string, passwordFile: string): Promise<void> {
  const { account, superuser } = options;
  const args = ["-D", target, "-U", superuser, "-A", "scram-sha-256", `--pwfile=${passwordFile}`, "-E", "UTF8"];
  const locale = ["--locale=C.UTF-8", ...(options.volatile ? ["--no-sync"] : [])];
  await run(options.initdb, [...args, ...locale], {
    cwd: "/",
    env: { PATH: systemPath, LC_ALL: "C.UTF-8" },
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
  });
}

async function assertSameVersion(cluster: string, initdbPath: string): Promise<void> {
  const made = readFileSync(path.join(cluster, "PG_VERSION"), "utf8").trim();
  const { stdout } = await run(initdbPath, ["--version"]);
  const found = /(\d+)/.exec(stdout)?.[1];
  if (found === made) return;
  throw new Error(
    `The data in ${cluster} were made by PostgreSQL ${made}, and ${initdbPath} is version ${found}. ` +
      `Install PostgreSQL ${made}, or begin with empty data: npm start -- --fresh`,
  );
}
