import { readFileSync, readdirSync } from "node:fs";
import { open, stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ClipView } from "@agentos/contracts/api/clips";
import type { JobDetail } from "@agentos/contracts/api/jobs";
import { chunkBytes } from "@agentos/contracts/limits";
import { schemaOf, type SchemaOwner } from "@agentos/contracts/services";
import { postgresUrl, superuser } from "@agentos/local-servers/postgres/postgres";
import { natsAdmin } from "@agentos/local-servers/nats/configuration";
import type { Stack } from "@agentos/testkit/servers/stack";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { Redis } from "ioredis";
import { Client } from "pg";

export type Answer<Data = unknown> = {
  status: number;
  headers: Headers;
  body: { success: boolean; data: Data; error_code?: string; error?: string };
};

/** A person at the front door, signed in. */
export type Person = {
  get<Data>(address: string): Promise<Answer<Data>>;
  post<Data>(address: string, body: object, headers?: Record<string, string>): Promise<Answer<Data>>;
  /** Uploads a file by chunks and gives the answer to the finalize. */
  upload(file: string, options?: object, name?: string): Promise<Answer<{ job_id: string }>>;
  /** Waits until the job has ended. */
  untilEnded(jobId: string): Promise<JobDetail>;
  clips(jobId: string): Promise<ClipView[]>;
};

/** Milliseconds between two looks at what is waited for. */
export const pollMs = 250;

/** Whether a job has ended. */
export function isOver(status: JobDetail["status"]): boolean {
  return ["completed", "failed", "cancelled"].includes(status);
}

/** Signs in as the demo account of a role. */
export async function signIn(stack: Stack, role: string): Promise<Person> {
  const account = stack.accounts[role];
  const login = await send<{ access_token: string }>(
    stack,
    undefined,
    "POST",
    "/api/auth/login",
    JSON.stringify(account),
  );
  const token = login.body.data.access_token;
  const get = <Data>(address: string) => send<Data>(stack, token, "GET", address);
  const post = <Data>(address: string, body: object, headers?: Record<string, string>) =>
    send<Data>(stack, token, "POST", address, JSON.stringify(body), headers);
  return {
    get,
    post,
    async upload(file, options, name = path.basename(file)) {
      const { size } = await stat(file);
      const begun = await post<{ upload_id: string }>("/api/upload/init", { filename: name, size });
      if (begun.status !== 201) return begun as Answer as Answer<{ job_id: string }>;
      const { upload_id } = begun.body.data;
      await using handle = await open(file);
      for (let index = 0; index * chunkBytes < size; index += 1) {
        const length = Math.min(chunkBytes, size - index * chunkBytes);
        const { buffer } = await handle.read(Buffer.alloc(length), 0, length, index * chunkBytes);
        await send(stack, token, "POST", `/api/upload/chunk?upload_id=${upload_id}&index=${index}`, buffer);
      }
      return post("/api/upload/finalize", { upload_id, ...(options ? { options } : {}) });
    },
    async untilEnded(jobId) {
      for (;;) {
        const { status, body } = await get<JobDetail>(`/api/jobs/${jobId}`);
        if (status === 200 && isOver(body.data.status)) return body.data;
        await sleep(pollMs);
      }
    },
    clips: async (jobId) => (await get<ClipView[]>(`/api/jobs/${jobId}/clips`)).body.data,
  };
}

/** A request through the gateway, tried again while the gateway is away (these tests kill it). */
async function send<Data>(
  stack: Stack,
  token: string | undefined,
  method: string,
  address: string,
  body?: string | Buffer,
  headers?: Record<string, string>,
): Promise<Answer<Data>> {
  for (;;) {
    try {
      const response = await fetch(stack.api + address, {
        method,
        headers: {
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          "content-type": typeof body === "string" ? "application/json" : "application/octet-stream",
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : new Uint8Array(body) }),
      });
      if (response.status !== 503)
        return {
          status: response.status,
          headers: response.headers,
          body: (await response.json()) as Answer<Data>["body"],
        };
    } catch (error) {
      // Not reachable now; anything else is the test's failure.
      if (!(error instanceof TypeError)) throw error;
    }
    await sleep(pollMs);
  }
}

/** Of the stack's database: for an owner's role, or the maintenance role, which may do everything. */
export function databaseUrl(stack: Stack, owner?: SchemaOwner): string {
  const role = owner ? schemaOf(owner) : superuser;
  const password = secretOf(stack, `postgres/${owner ?? superuser}`);
  return postgresUrl({ port: portOf(stack, "postgres"), role, password, database: "agentos" });
}

/** Asks the database of the stack as the role of an owner; connects anew each time, since these tests restart it. */
export async function query<Row>(
  stack: Stack,
  text: string,
  values: unknown[] = [],
  owner: SchemaOwner = "jobs",
): Promise<Row[]> {
  for (;;) {
    const client = new Client({ connectionString: databaseUrl(stack, owner) });
    client.on("error", () => undefined);
    try {
      await client.connect();
      return (await client.query(text, values)).rows as Row[];
    } catch (error) {
      if (!/ECONNREFUSED|57P0|terminat|ECONNRESET/.test(`${(error as NodeJS.ErrnoException).code} ${String(error)}`))
        throw error;
      await sleep(pollMs);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** The stack's Redis, for its administrator; to be disconnected. */
export function redisOf(stack: Stack): Redis {
  return new Redis(redisUrlOf(stack));
}

export function redisUrlOf(stack: Stack): string {
  return `redis://admin:${secretOf(stack, "redis/admin")}@127.0.0.1:${portOf(stack, "redis")}`;
}

/** The stack's NATS, for its administrator, who hears everything; to be closed. */
export function natsOf(stack: Stack): Promise<NatsConnection> {
  const servers = `nats://127.0.0.1:${portOf(stack, "nats")}`;
  return connect({ servers, user: natsAdmin, pass: secretOf(stack, `nats/${natsAdmin}`), maxReconnectAttempts: -1 });
}

/** JetStream's folder below the state of the stack. */
export function findStore(folder: string): string {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).find(
    (one) => one.isDirectory() && one.name === "jetstream",
  );
  if (!found) throw new Error("JetStream has no store.");
  return path.join(found.parentPath, found.name);
}

/** FLUSHALL. */
export async function emptyRedis(stack: Stack): Promise<void> {
  const redis = redisOf(stack);
  await redis.flushall();
  redis.disconnect();
}

/** A secret of a local start, by its name. */
export function secretOf(stack: Stack, name: string): string {
  const file = path.join(stack.folder, "state", "secrets.json");
  return (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>)[name] ?? "";
}

function portOf(stack: Stack, name: "postgres" | "redis" | "nats"): number {
  return stack.processes().find((one) => one.name === name)?.ports[name] ?? 0;
}

/** Process ids of everything that a process has started, and what that has started. */
export function descendantsOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const parent = parentOf(Number(name));
    if (parent !== undefined) parents.set(Number(name), parent);
  }
  const found = new Set([pid]);
  for (let grew = true; grew;) {
    grew = false;
    for (const [child, parent] of parents) {
      if (!found.has(parent) || found.has(child)) continue;
      found.add(child);
      grew = true;
    }
  }
  found.delete(pid);
  return [...found];
}

/** Parent of a process that runs; undefined when it is gone, or a zombie that nobody has reaped. */
export function parentOf(pid: number): number | undefined {
  try {
    const [, state, parent] = /^\d+ \(.*\) (\S) (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return state === "Z" ? undefined : Number(parent);
  } catch {
    return undefined;
  }
}

/** Resolves when the condition holds; the test's own time-out ends it otherwise. */
export async function until<T>(
  condition: () => Promise<T | undefined | false> | T | undefined | false,
  everyMs = 20,
): Promise<T> {
  for (;;) {
    const value = await condition();
    if (value) return value;
    await sleep(everyMs);
  }
}
