import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

export type Load = { url: string; headers: Record<string, string>; connections: number; seconds: number };
/** Requests, in all and per second, and latencies in microseconds. */
export type Measured = { requests: number; perSecond: number; p50: number; p99: number };

const units: Record<string, number> = { us: 1, ms: 1000, s: 1_000_000 };

/** Loads an address with wrk from one thread. Errors: answers that are none of 2xx and 3xx, or connections that broke. */
export async function loadWithWrk(wrk: string, { url, headers, connections, seconds }: Load): Promise<Measured> {
  const given = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
  const args = ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency", ...given, url];
  const { stdout } = await run(wrk, args);
  const [, perSecond] = /Requests\/sec:\s+([\d.]+)/.exec(stdout) ?? [];
  const [, requests] = /(\d+) requests in/.exec(stdout) ?? [];
  if (perSecond === undefined || /Non-2xx|Socket errors/.test(stdout)) throw new Error(`wrk has failed:\n${stdout}`);
  return {
    requests: Number(requests),
    perSecond: Number(perSecond),
    p50: latency(stdout, 50),
    p99: latency(stdout, 99),
  };
}

function latency(text: string, percent: number): number {
  const [, value, unit = ""] = new RegExp(`${percent}%\\s+([\\d.]+)(us|ms|s)`).exec(text) ?? [];
  return Number(value) * (units[unit] ?? Number.NaN);
}

/** p50 of `GET` of a key over one connection, in microseconds, as redis-benchmark measures it. */
export async function redisGet(program: string, redisUrl: string, key: string, requests: number): Promise<number> {
  const { hostname, port, username, password } = new URL(redisUrl);
  const args = [
    "-h",
    hostname,
    "-p",
    port,
    "--user",
    username,
    "-a",
    password,
    "-c",
    "1",
    "-n",
    `${requests}`,
    "--csv",
  ];
  const { stdout } = await run(program, [...args, "GET", key]);
  const [head = "", row = ""] = stdout.trim().split("\n").slice(-2);
  const columns = head.split(",");
  const p50 = row.split(",")[columns.indexOf('"p50_latency_ms"')];
  if (p50 === undefined) throw new Error(`redis-benchmark has failed:\n${stdout}`);
  return Number(p50.replaceAll('"', "")) * 1000;
}
