import { roles } from "@agentos/contracts/roles";
import { startStack, type Stack } from "@agentos/testkit/servers/stack";
import { accountOf, maintain } from "../maintenance.ts";
import { prepareProbes, takenKey } from "../probe-action.ts";
import type { Known } from "./arbitrary-of.ts";
import { readDescription, type Described } from "./described.ts";
import type { CallerName, FuzzedRequest } from "./request-of.ts";
import { send, type Sent } from "./send.ts";

/** A running system that random requests are sent to. */
export type Target = {
  stack: Stack;
  operations: Described[];
  known: Known;
  ask(request: FuzzedRequest): Promise<Sent>;
  /** Processes that have ended since the start, whatever has taken their place. */
  fallen(): string[];
};

const limits = { ACTION_DISPATCHER__ACTION_LIMITS_SCALE: "100000", ACTION_DISPATCHER__ACTION_DENIALS: "1000000" };

export async function startTarget(): Promise<Target> {
  return aimAt(await startStack({ env: limits }));
}

/** With somebody of each role signed in, a job that waits and an upload that was begun. */
export async function aimAt(stack: Stack): Promise<Target> {
  const tokens: Partial<Record<CallerName, string>> = { stranger: "eyJhbGciOiJub25lIn0.e30." };
  for (const role of roles) {
    await prepareProbes(stack, await accountOf(stack, role));
    const { access_token } = await post<{ access_token: string }>("/api/auth/login", stack.accounts[role] ?? {});
    tokens[role] = access_token;
  }
  await maintain(stack, "update jobs.queues set paused = true");
  const job = await post<{ job_id: string }>(
    "/api/jobs/create",
    { url: "https://videos.example.com/talk.mp4" },
    "user",
  );
  const upload = await post<{ upload_id: string }>("/api/upload/init", { filename: "talk.mp4", size: 1000 }, "user");
  const { operations, schemas } = await readDescription(stack);
  const pids = new Map(stack.processes().map(({ name, pid }) => [name, pid]));

  async function post<Data>(path: string, body: object, who: CallerName = "nobody"): Promise<Data> {
    const sent = await ask({ who, method: "POST", target: path, headers: json, body: JSON.stringify(body) });
    return (JSON.parse(sent.text) as { data: Data }).data;
  }

  function ask({ who, headers, ...request }: FuzzedRequest): Promise<Sent> {
    const token = tokens[who];
    const allowed = { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) };
    return send(stack.api, { ...request, headers: isHarmful(request) ? withTakenKey(allowed) : allowed });
  }

  return {
    stack,
    operations,
    known: { schemas, ids: [job.job_id, upload.upload_id] },
    ask,
    fallen: () => stack.processes().flatMap(({ name, pid }) => (pids.get(name) === pid ? [] : [name])),
  };
}

const json = { "content-type": "application/json" };

/** Actions that would change the very system that is being asked, or its processes. */
const harmful = /"action":\s*"(system|config|database|worker|agent\.restart)/;

function isHarmful({ target, body }: Pick<FuzzedRequest, "target" | "body">): boolean {
  return target.startsWith("/api/agents/restart") || (body !== undefined && harmful.test(body));
}

/** With a key that is taken, a request is judged to the end, and then not carried out. */
function withTakenKey(headers: Record<string, string>): Record<string, string> {
  const others = Object.entries(headers).filter(([name]) => name.toLowerCase() !== "x-idempotency-key");
  return { ...Object.fromEntries(others), "x-idempotency-key": takenKey };
}
