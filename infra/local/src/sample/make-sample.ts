import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { lastLines } from "@agentos/local-servers/process/log-file";
import { systemPath } from "@agentos/local-servers/process/process-spec";
import { readDemoAccounts } from "../demo-accounts.ts";
import { runToEnd } from "../provision/run-to-end.ts";
import { repositoryRoot } from "../config.ts";
import type { Folders } from "../state/folders.ts";
import type { Addresses } from "@agentos/local-servers/process/state-file";
import { say } from "../steps.ts";

/**
 * Makes a video and uploads it as the demo user, once for a state folder. Nothing else waits for it: a sample that cannot be
 * made is told and changes nothing.
 */
export async function makeSample(options: {
  folders: Folders;
  addresses: Addresses;
  signal: AbortSignal;
}): Promise<void> {
  const { folders, addresses, signal } = options;
  const user = readDemoAccounts(folders.demoAccounts)["user"];
  if (existsSync(folders.sampleDone) || !user) return;
  const log = folders.log("sample");
  say("  … a sample video is being drawn and uploaded; its clips appear in the app in a minute or two");
  try {
    await runToEnd({
      program: "nice",
      args: ["-n", "10", process.execPath, "infra/local/src/sample/main.ts"],
      cwd: repositoryRoot,
      env: {
        PATH: systemPath,
        API_URL: addresses.api,
        EMAIL: user.email,
        PASSWORD: user.password,
        VIDEO: path.join(folders.temp, "A short talk.mp4"),
      },
      log,
      signal,
    });
    writeFileSync(folders.sampleDone, JSON.stringify({ job_id: lastLines(log, 1).trim() }));
    say(`  ✓ the sample video is being cut: sign in to ${addresses.app} as ${user.email}`);
  } catch (error) {
    if (!signal.aborted) say(`  ! no sample video: ${error instanceof Error ? error.message : String(error)}`);
  }
}
