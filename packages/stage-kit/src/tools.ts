import { spawn, type ChildProcess } from "node:child_process";
import { AppError } from "@agentos/contracts/errors";

export type ToolLimits = {
  /** CPU seconds, summed over the program's threads. */
  cpuSeconds: number;
  /** Bytes of address space. */
  memoryBytes: number;
  /** Bytes of the largest file that it may write. */
  fileBytes: number;
};

export type ToolOptions = {
  signal: AbortSignal;
  cwd?: string;
  /** What the program gets on stdin; nothing otherwise. */
  input?: AsyncIterable<Uint8Array> | Uint8Array;
  /** Called with each piece of stdout as it comes; then `stdout` of the result stays empty. Awaited: this is the back-pressure. */
  onStdout?: (piece: Buffer) => void | Promise<void>;
  /** Called with each line of stderr. */
  onStderrLine?: (line: string) => void;
  limits?: Partial<ToolLimits>;
  env?: Record<string, string>;
};

export type ToolResult = {
  exitCode: number;
  stdout: Buffer;
  /** The last 64 KiB of stderr. */
  stderr: string;
};

/**
 * Runs a program to its end and tells how it ended; a non-zero exit is a result, not an exception.
 * Errors: ENGINE_MISSING when there is no such program, RESOURCE_LIMIT when a limit ended it, the signal's reason when aborted.
 */
export type RunTool = (program: string, args: readonly string[], options: ToolOptions) => Promise<ToolResult>;

const defaultLimits: ToolLimits = { cpuSeconds: 4 * 3600, memoryBytes: 8 * 2 ** 30, fileBytes: 12 * 2 ** 30 };
const keptOutputBytes = 64 * 1024;
const maxStdoutBytes = 64 * 2 ** 20;

/**
 * Starts a program so that it cannot outlive us: `setpriv --pdeathsig KILL` ends it when this process dies (a killed node
 * process leaves its children running otherwise), its own process group lets an abort end it with all that it started,
 * and `prlimit` and `nice` keep it from taking the machine. `searchPath` is the PATH in which programs are found.
 */
export function createRunTool(searchPath: string): RunTool {
  return (program, args, options) => run(searchPath, program, args, options);
}

async function run(
  searchPath: string,
  program: string,
  args: readonly string[],
  options: ToolOptions,
): Promise<ToolResult> {
  options.signal.throwIfAborted();
  const limits = { ...defaultLimits, ...options.limits };
  const child = spawn(
    "setpriv",
    ["--pdeathsig", "KILL", "--", "nice", "-n", "10", "prlimit", ...limitArguments(limits), "--", program, ...args],
    {
      cwd: options.cwd,
      detached: true,
      stdio: [options.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
      // Nothing of our own environment: it holds secrets.
      env: { PATH: searchPath, LC_ALL: "C.UTF-8", HOME: "/nonexistent", ...options.env },
    },
  );
  const kill = (): void => killGroup(child);
  options.signal.addEventListener("abort", kill, { once: true });
  try {
    const ended = onEnd(child);
    const stderr = collectLines(child, options.onStderrLine);
    const [stdout, end] = await Promise.all([collectStdout(child, options), ended, feed(child, options.input)]);
    options.signal.throwIfAborted();
    return judge(program, end, stdout, await stderr);
  } finally {
    options.signal.removeEventListener("abort", kill);
    kill();
  }
}

function limitArguments(limits: ToolLimits): string[] {
  const cpu = Math.ceil(limits.cpuSeconds);
  return [
    // The soft limit ends a program with SIGXCPU, which tells why; at the hard one the kernel just kills it.
    `--cpu=${cpu}:${cpu + 5}`,
    `--as=${limits.memoryBytes}`,
    `--fsize=${limits.fileBytes}`,
    "--core=0",
  ];
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    // ESRCH: the whole group is gone already, which is what is wanted.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

type End = { code: number | null; signal: NodeJS.Signals | null };

function onEnd(child: ChildProcess): Promise<End> {
  return new Promise((resolve, reject) => {
    child.once("error", (cause) =>
      reject(
        new AppError(
          "ENGINE_MISSING",
          "setpriv, nice and prlimit (util-linux, coreutils) are needed to run programs.",
          { cause },
        ),
      ),
    );
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
}

async function collectStdout(child: ChildProcess, options: ToolOptions): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of child.stdout as AsyncIterable<Buffer>) {
      if (options.onStdout) await options.onStdout(piece);
      else {
        bytes += piece.length;
        if (bytes > maxStdoutBytes) throw new AppError("RESOURCE_LIMIT", "A program printed more than expected.");
        pieces.push(piece);
      }
    }
  } catch (error) {
    killGroup(child);
    throw error;
  }
  return Buffer.concat(pieces);
}

async function collectLines(child: ChildProcess, onLine: ((line: string) => void) | undefined): Promise<string> {
  let kept = "";
  let open = "";
  for await (const piece of child.stderr as AsyncIterable<Buffer>) {
    const text = piece.toString("utf8");
    kept = (kept + text).slice(-keptOutputBytes);
    if (!onLine) continue;
    const lines = (open + text).split(/\r\n|\r|\n/);
    open = (lines.pop() ?? "").slice(-keptOutputBytes);
    for (const line of lines) onLine(line);
  }
  if (open !== "") onLine?.(open);
  return kept;
}

async function feed(child: ChildProcess, input: ToolOptions["input"]): Promise<void> {
  const stdin = child.stdin;
  if (!stdin || input === undefined) return;
  const { pipeline } = await import("node:stream/promises");
  try {
    await pipeline(input instanceof Uint8Array ? [input] : input, stdin);
  } catch (error) {
    // A program may end before it has read all of its input; its exit code tells whether that was right.
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== "EPIPE" && code !== "ERR_STREAM_PREMATURE_CLOSE" && code !== "ECONNRESET") throw error;
  }
}

function judge(program: string, end: End, stdout: Buffer, stderr: string): ToolResult {
  if (end.signal === "SIGXCPU" || end.signal === "SIGXFSZ") {
    throw new AppError("RESOURCE_LIMIT", undefined, { cause: new Error(`${program} was ended by ${end.signal}`) });
  }
  if (end.code === 127 || (end.code === 1 && /failed to execute|prlimit: .*No such file/.test(stderr))) {
    throw new AppError(
      "ENGINE_MISSING",
      `The program ${program} is needed and was not found. Install it and restart the worker.`,
    );
  }
  // A program ended by another signal, such as the kernel's out-of-memory killer, has no exit code of its own.
  return { exitCode: end.code ?? 128, stdout, stderr: end.signal ? `${stderr}\nended by ${end.signal}` : stderr };
}
