import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { step, StepFailure } from "./steps.mjs";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

const stamp = path.join(root, "node_modules/.installed");
/** Where the package manager is, for `bin/pnpm`. */
const managerFile = path.join(root, "node_modules/.package-manager");
const neededNode = 24;
/** Tools of the workspace tell nobody that they are used. */
export const quietTools = { TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", NEXT_TELEMETRY_DISABLED: "1" };

/** Installs the workspace as its lockfile says, unless that has been done, and returns the Node that it runs on. */
export async function prepareWorkspace() {
  const log = path.join(root, ".agentos/logs/install.log");
  const wanted = fingerprint();
  if (readIfThere(stamp) !== wanted) {
    await step("installing the workspace", log, () => install(log));
    writeFileSync(stamp, wanted);
  }
  return workspaceNode();
}

/** Changes when another installation is needed: the lockfile, the workspace's settings, the platform. */
function fingerprint() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml"]) hash.update(readFileSync(path.join(root, file)));
  return hash.digest("hex");
}

async function install(log) {
  const { packageManager } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const args = ["-y", packageManager, "install", "--frozen-lockfile", "--config.confirmModulesPurge=false"];
  const code = await runLogged("npx", args, log);
  if (code === 0) {
    await runLogged("npx", ["-y", `--package=${packageManager}`, "-c", "command -v pnpm"], managerFile);
    return packageManager;
  }
  const end = readFileSync(log, "utf8").trimEnd().split("\n").slice(-12).join("\n  ");
  throw new StepFailure(`installing the workspace failed (npx ${args.join(" ")}: ${code})\n  ${end}`, {
    log,
    fix: "see that the npm registry can be reached and that the disk has 2 GB to spare, then run this again",
  });
}

/** Runs a program in the root of the workspace with its output in a file; resolves with the exit code or signal. */
function runLogged(program, args, log) {
  mkdirSync(path.dirname(log), { recursive: true });
  const output = openSync(log, "w");
  const child = spawn(program, args, {
    cwd: root,
    stdio: ["ignore", output, output],
    env: { ...process.env, ...quietTools },
  });
  closeSync(output);
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(code ?? signal));
  });
}

/** The workspace brings its own Node for common platforms; elsewhere the one that runs this has to be new enough. */
function workspaceNode() {
  const own = path.join(root, "node_modules/.bin/node");
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split(".")[0]) >= neededNode) return process.execPath;
  throw new StepFailure(`Node ${neededNode} is needed, and ${process.version} is here`, {
    fix: `install Node ${neededNode} or later from https://nodejs.org (for this platform the workspace brings none)`,
  });
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
