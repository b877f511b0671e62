import { execFile } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { readSearchPath } from "@agentos/testkit/servers/config";
import { repositoryRoot } from "@agentos/testkit/servers/migrate";
import { startStack, type Stack } from "@agentos/testkit/servers/stack";
import { redisOf, redisUrlOf } from "../../stack/driver.ts";
import { median } from "../median.ts";
import { startBare, startNginx } from "./anchors.ts";
import { cpuTimeOf } from "./cpu-time.ts";
import { loadWithWrk, redisGet, type Measured } from "./load.ts";
import { provideReadPrograms, type ReadPrograms } from "./programs.ts";

const connections = 16;
const seconds = 3;
const rounds = 9;
/** Longer than it takes until all owners have been asked anew. */
const settledMs = 8000;
const redisRequests = 20_000;
const redisKey = "gateway:bench";
const limit = "1000000000";

type Target = { url: string; headers: Record<string, string>; pid: number };

/**
 * Rows 1, 2 and 3 of the table of speeds: the snapshot from the gateway's memory, with a real token, against nginx and bare node:http
 * serving the very same bytes to the very same requests, and against Redis. One process each, in turn.
 */
export async function benchReads(): Promise<void> {
  const programs = await provideReadPrograms();
  const stack = await startStack({ args: ["--split"], env: { GATEWAY__LIMIT_STAFF_PER_MINUTE: limit } });
  try {
    await seed(stack);
    await measure(stack, programs);
  } finally {
    await stack.stop();
  }
}

/** 25 jobs, so that the snapshot is of its usual size. */
async function seed(stack: Stack): Promise<void> {
  const env = { PATH: readSearchPath(), AGENTOS_STATE: path.join(stack.folder, "state") };
  const args = ["infra/local/src/seed/main.ts", "--jobs", "25", "--events", "100"];
  await promisify(execFile)(process.execPath, args, { cwd: repositoryRoot, env });
}

async function measure(stack: Stack, programs: ReadPrograms): Promise<void> {
  const ours = await target(stack);
  const body = await untilSettled(ours);
  console.log(`The snapshot has ${body.length} bytes; ${connections} connections, ${seconds} s, ${rounds} rounds.`);
  const [nginx, bare] = [await startNginx(programs.nginx, body), await startBare(body)];
  const redis = redisOf(stack);
  try {
    await redis.set(redisKey, body);
    const { headers } = ours;
    await compareThroughput(programs.wrk, [ours, { ...nginx, headers }, { ...bare, headers }]);
    await compareLatency(programs, ours, redisUrlOf(stack));
  } finally {
    redis.disconnect();
    await Promise.all([nginx.stop(), bare.stop()]);
  }
}

/** The snapshot's address, with the token of an operator. */
async function target(stack: Stack): Promise<Target> {
  const login = await fetch(`${stack.api}/api/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(stack.accounts["operator"]),
  });
  const { data } = (await login.json()) as { data: { access_token: string } };
  return {
    url: `${stack.api}/api/admin/ssot`,
    headers: { Authorization: `Bearer ${data.access_token}` },
    pid: stack.pidOf("gateway"),
  };
}

/** The bytes of a hit that have stayed the same for some seconds: what was seeded is in them, and all serve as much as each other. */
async function untilSettled(of: Target): Promise<Buffer> {
  for (;;) {
    const before = await readHit(of);
    await sleep(settledMs);
    const after = await readHit(of);
    if (before && after && before.length === after.length) return after;
  }
}

async function readHit({ url, headers }: Target): Promise<Buffer | undefined> {
  const response = await fetch(url, { headers: { ...headers, "accept-encoding": "identity" } });
  const body = Buffer.from(await response.arrayBuffer());
  return response.headers.get("x-cache") === "HIT" ? body : undefined;
}

async function compareThroughput(
  wrk: string,
  targets: readonly [ours: Target, nginx: Target, bare: Target],
): Promise<void> {
  for (const one of targets) await loadWithWrk(wrk, { ...one, connections, seconds: 2 });
  const ratios: { nginx: number; bare: number; cpu: number }[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const measured: Spent[] = [];
    for (const one of targets) measured.push(await loadAndSpend(wrk, one));
    const [ours, nginx, bare] = measured as [Spent, Spent, Spent];
    const ratio = {
      nginx: ours.perSecond / nginx.perSecond,
      bare: ours.perSecond / bare.perSecond,
      cpu: bare.cpu / ours.cpu,
    };
    ratios.push(ratio);
    const [here, there, plain] = measured.map(
      ({ perSecond, cpu }) => `${perSecond.toFixed(0)}/s (${cpu.toFixed(0)} µs CPU each)`,
    );
    console.log(`round ${round}: ours ${here}, p99 ${ms(ours.p99)} ms; nginx ${there}; bare node:http ${plain};`);
    console.log(`         ratios ${ratio.nginx.toFixed(2)} and ${ratio.bare.toFixed(2)}`);
  }
  const of = (name: keyof (typeof ratios)[number]): string => median(ratios.map((one) => one[name])).toFixed(2);
  console.log(`row 1  requests/s ÷ nginx: ${of("nginx")} (at least 0.5)`);
  console.log(
    `row 2  requests/s ÷ bare node:http: ${of("bare")} (at least 0.85); by the CPU time that each took: ${of("cpu")}`,
  );
}

/** What a load measured, and the microseconds of CPU that the server spent on each request. */
type Spent = Measured & { cpu: number };

async function loadAndSpend(wrk: string, server: Target): Promise<Spent> {
  const before = cpuTimeOf(server.pid);
  const measured = await loadWithWrk(wrk, { ...server, connections, seconds });
  return { ...measured, cpu: (cpuTimeOf(server.pid) - before) / measured.requests };
}

async function compareLatency({ wrk, redisBenchmark }: ReadPrograms, ours: Target, redisUrl: string): Promise<void> {
  const ratios: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const { p50 } = await loadWithWrk(wrk, { ...ours, connections: 1, seconds: 2 });
    const redis = await redisGet(redisBenchmark, redisUrl, redisKey, redisRequests);
    ratios.push(p50 / redis);
    console.log(
      `round ${round}: hit p50 ${ms(p50)} ms, redis GET p50 ${ms(redis)} ms, ratio ${ratios.at(-1)?.toFixed(2)}`,
    );
  }
  console.log(`row 3  hit p50, one connection ÷ redis GET p50: ${median(ratios).toFixed(2)} (at most 2.5)`);
}

function ms(microseconds: number): string {
  return (microseconds / 1000).toFixed(3);
}
