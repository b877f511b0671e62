import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createRunTool } from "../src/tools.ts";

const runTool = createRunTool("/usr/local/bin:/usr/bin:/bin");
const never = new AbortController().signal;

describe("runTool", () => {
  it("gives stdout, stderr and the exit code, whatever it is", async () => {
    const result = await runTool("sh", ["-c", "echo out; echo err >&2; exit 3"], { signal: never });
    expect(result).toMatchObject({ exitCode: 3, stderr: "err\n" });
    expect(result.stdout.toString()).toBe("out\n");
  });

  it("feeds stdin and hands on pieces and lines as they come", async () => {
    const pieces: string[] = [];
    const lines: string[] = [];
    const result = await runTool("sh", ["-c", "cat; printf 'a\\rb\\nc' >&2"], {
      signal: never,
      input: Buffer.from("hello"),
      onStdout: (piece) => void pieces.push(piece.toString()),
      onStderrLine: (line) => void lines.push(line),
    });
    expect(pieces.join("")).toBe("hello");
    expect(lines).toEqual(["a", "b", "c"]);
    expect(result.stdout.length).toBe(0);
  });

  it("is not disturbed by a program that does not read its input", async () => {
    const result = await runTool("true", [], { signal: never, input: Buffer.alloc(4 * 2 ** 20) });
    expect(result.exitCode).toBe(0);
  });

  it("says which program is missing", async () => {
    await expect(runTool("no-such-program", [], { signal: never })).rejects.toMatchObject({
      code: "ENGINE_MISSING",
      message: expect.stringContaining("no-such-program"),
    });
  });

  it("gives a program nothing of our environment", async () => {
    const result = await runTool("env", [], { signal: never, env: { GIVEN: "1" } });
    const names = result.stdout
      .toString()
      .trim()
      .split("\n")
      .map((line) => line.split("=")[0]);
    expect(names.toSorted()).toEqual(["GIVEN", "HOME", "LC_ALL", "PATH"]);
  });

  it("ends a program that writes a larger file than allowed", async () => {
    const run = runTool("dd", ["if=/dev/zero", "of=/dev/shm/stage-kit-limit", "bs=1M", "count=8"], {
      signal: never,
      limits: { fileBytes: 2 ** 20 },
    });
    await expect(run).rejects.toMatchObject({ code: "RESOURCE_LIMIT" });
    await runTool("rm", ["-f", "/dev/shm/stage-kit-limit"], { signal: never });
  });

  it("ends a program that computes longer than allowed", async () => {
    const run = runTool("sh", ["-c", "while :; do :; done"], { signal: never, limits: { cpuSeconds: 1 } });
    await expect(run).rejects.toMatchObject({ code: "RESOURCE_LIMIT" });
  }, 30_000);

  it("ends a program with all that it started when it is aborted", async () => {
    const controller = new AbortController();
    const reason = new Error("no longer wanted");
    let pids: number[] = [];
    const run = runTool("sh", ["-c", "sleep 1000 & echo $$ $!; wait"], {
      signal: controller.signal,
      onStdout: (piece) => {
        pids = piece.toString().trim().split(" ").map(Number);
        controller.abort(reason);
      },
    });
    await expect(run).rejects.toBe(reason);
    expect(pids).toHaveLength(2);
    for (const pid of pids) await waitUntilGone(pid);
  });

  it("leaves no program behind when its own process is killed", async () => {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, "fixtures/run-sleep.ts")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const pid = Number(line.toString());
    expect(await isAlive(pid)).toBe(true);
    child.kill("SIGKILL");
    await waitUntilGone(pid);
  }, 30_000);
});

/** A zombie that nobody has reaped yet counts as gone. */
async function isAlive(pid: number): Promise<boolean> {
  try {
    return !/^State:\s+Z/m.test(await readFile(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

async function waitUntilGone(pid: number): Promise<void> {
  while (await isAlive(pid)) await sleep(20);
}
