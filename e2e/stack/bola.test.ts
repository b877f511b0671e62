import { randomUUID } from "node:crypto";
import { clipOperations } from "@agentos/contracts/api/clips";
import type { Operation } from "@agentos/contracts/api/operation";
import { operationsByService } from "@agentos/contracts/api/operations";
import { roles, type Role } from "@agentos/contracts/roles";
import { startStack, type Stack } from "@agentos/testkit/servers/stack";
import { afterAll, beforeAll, expect, it } from "vitest";
import { accessTable, metAs } from "./access-table.ts";
import { liveRoutes, type LiveRoute } from "./live-routes.ts";
import { maintain } from "./maintenance.ts";

/** `hidden` is 404, as for what does not exist; `refused` is 403; what is left out is not asked, since it may be done. */
type Verdict = "allowed" | "hidden" | "refused";
type Rule = Partial<Record<Role | "owner", Verdict>>;

const everyone = (verdict: Verdict): Rule => Object.fromEntries(roles.map((role) => [role, verdict]));
const staffSees: Rule = { ...everyone("allowed"), user: "hidden", owner: "allowed" };
const staffOnly: Rule = { ...everyone("allowed"), user: "refused", owner: "refused" };
const onlyOwner: Rule = { ...everyone("hidden"), owner: "allowed" };

/** What a foreign id of each kind opens, to read and to change. */
const rules: Record<string, { read: Rule; change: Rule }> = {
  job_id: { read: staffSees, change: { user: "hidden", readonly: "refused" } },
  clip_id: { read: staffSees, change: {} },
  user_id: { read: staffSees, change: {} },
  upload_id: { read: onlyOwner, change: { ...everyone("hidden"), readonly: "refused" } },
  agent_id: {
    read: staffOnly,
    change: { user: "refused", readonly: "refused", supervisor: "refused", owner: "refused" },
  },
  action_id: { read: staffOnly, change: {} },
  // Of the snapshot; asked for with the ids of others as its filters.
  section: { read: staffOnly, change: {} },
  // Signed: whoever has the right one may read, and this is none.
  token: { read: { ...everyone("hidden"), owner: "hidden" }, change: {} },
};

let stack: Stack;
let routes: LiveRoute[];
const tokens: Partial<Record<Role | "owner", string>> = {};
/** What belongs to an account of role user that is none of those who ask. */
const foreign: Record<string, string> = {};

beforeAll(async () => {
  stack = await startStack({
    env: { ACTION_DISPATCHER__ACTION_LIMITS_SCALE: "100000", ACTION_DISPATCHER__ACTION_DENIALS: "1000000" },
  });
  routes = await liveRoutes(stack);
  for (const role of roles) tokens[role] = await tokenFor(stack.accounts[role]);
  await makeForeign();
}, 300_000);
afterAll(() => stack?.stop(), 120_000);

type Account = { email: string; password: string };

async function begin(account: Account | undefined): Promise<{ access_token: string; refresh_token: string }> {
  const response = await call("POST", "/api/auth/login", undefined, JSON.stringify(account));
  return ((await response.json()) as { data: { access_token: string; refresh_token: string } }).data;
}

async function tokenFor(account: Account | undefined): Promise<string> {
  return (await begin(account)).access_token;
}

function call(
  method: string,
  path: string,
  token: string | undefined,
  body?: string | Uint8Array<ArrayBuffer>,
): Promise<Response> {
  return fetch(stack.api + path, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      // Some actions want one; whoever may not act is to be refused for that alone.
      "x-idempotency-key": randomUUID(),
      ...(body === undefined
        ? {}
        : { "content-type": typeof body === "string" ? "application/json" : "application/octet-stream" }),
    },
    ...(body === undefined ? {} : { body }),
  });
}

async function made<Data>(path: string, body: object): Promise<Data> {
  const response = await call("POST", path, tokens.owner, JSON.stringify(body));
  return ((await response.json()) as { data: Data }).data;
}

/** An account with a job, an upload, a clip and an action of its own. */
async function makeForeign(): Promise<void> {
  const { email = "", password = "" } = stack.accounts["user"] ?? {};
  const [other] = await maintain<{ id: string }>(
    stack,
    `insert into identity.users (id, email, password_hash, role)
     select gen_random_uuid(), 'other@agentos.test', password_hash, 'user' from identity.users where email = $1 returning id`,
    [email],
  );
  tokens.owner = await tokenFor({ email: "other@agentos.test", password });
  await maintain(stack, "update jobs.queues set paused = true");
  const { job_id } = await made<{ job_id: string }>("/api/jobs/create", { url: "https://videos.example.com/talk.mp4" });
  const { upload_id } = await made<{ upload_id: string }>("/api/upload/init", { filename: "talk.mp4", size: 1000 });
  await made(`/api/jobs/${job_id}/cancel`, {});
  const [action] = await maintain<{ id: string }>(
    stack,
    "select id from action_dispatcher.actions where user_id = $1",
    [other?.id],
  );
  const clip_id = await insertClip(job_id);
  Object.assign(foreign, { job_id, upload_id, clip_id, user_id: other?.id, action_id: action?.id ?? randomUUID() });
  Object.assign(foreign, { agent_id: "video_cutter", section: "jobs", token: `${clip_id}.video.9999999999.AAAA` });
}

async function insertClip(jobId: string): Promise<string> {
  const { quality, provenance, reasons } = clipOperations.get.example.reply as Record<string, unknown>;
  const file = JSON.stringify({ key: "clip.mp4", bytes: 1, sha256: "0".repeat(64), content_type: "video/mp4" });
  const [clip] = await maintain<{ id: string }>(
    stack,
    `insert into jobs.clips (id, job_id, run, clip_index, user_id, title, start_seconds, end_seconds, duration_seconds,
       score, reasons, width, height, video, thumbnail, quality, provenance)
     select gen_random_uuid(), j.id, r.run, 0, j.user_id, 'A clip', 0, 10, 10, 0.5, $2, 1080, 1920, $3, $3, $4, $5
     from jobs.jobs j join jobs.runs r on r.job_id = j.id where j.id = $1 returning id`,
    [jobId, JSON.stringify(reasons), file, JSON.stringify(quality), JSON.stringify(provenance)],
  );
  return clip?.id ?? "";
}

/** The names of ids that a route takes. */
function idsOf({ inPath, inQuery, inBody }: LiveRoute): string[] {
  return [...inPath, ...inQuery, ...inBody].filter((name) => /(^|_)(id|token|section)$/.test(name));
}

const nameOf = ({ method, path }: LiveRoute): string => `${method} ${path}`;

/** Sends a route the foreign ids, with its example for all else. */
function ask(route: LiveRoute, token: string | undefined): Promise<Response> {
  const example = contractOf(route)?.example;
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => foreign[name] ?? name);
  const filters = route.inPath.includes("section") ? ["user_id"] : [];
  const given = { ...(example?.query as object | undefined), ...pick(foreign, [...route.inQuery, ...filters]) };
  const query = new URLSearchParams(given as Record<string, string>);
  const body = { ...(example?.body as object | undefined), ...pick(foreign, route.inBody) };
  const sent = route.takesBytes ? new Uint8Array(1000) : route.method === "POST" ? JSON.stringify(body) : undefined;
  return call(route.method, `${path}${query.size > 0 ? `?${query}` : ""}`, token, sent);
}

function contractOf({ method, path }: LiveRoute): Operation | undefined {
  const all = Object.values(operationsByService).flatMap((sets) => sets.flatMap((set) => Object.values(set)));
  return all.find((one) => one.method === method && one.path.replaceAll(/:(\w+)/g, "{$1}") === path);
}

function pick(from: Record<string, string>, names: string[]): Record<string, string> {
  return Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name] ?? ""]));
}

/** Anything else is told by its number: it is no verdict. */
function verdictOf(status: number): Verdict | number {
  if (status >= 200 && status < 300) return "allowed";
  return status === 404 ? "hidden" : status === 403 ? "refused" : status;
}

const ruleOf = (route: LiveRoute): Rule => {
  const [id = ""] = idsOf(route);
  return rules[id]?.[route.method === "GET" ? "read" : "change"] ?? {};
};

/** Signing in has tokens of its own, which are secrets and no ids. */
const withIds = (): LiveRoute[] =>
  routes.filter((route) => idsOf(route).length > 0 && !route.path.startsWith("/api/auth/"));

it("has a rule for every id of every route", () => {
  const unknown = withIds().filter(
    (route) => idsOf(route).some((name) => !(name in rules)) || Object.keys(ruleOf(route)).length === 0,
  );
  expect(unknown.map(nameOf)).toEqual([]);
  expect(withIds().length).toBeGreaterThan(10);
  expect(Object.values(foreign).filter((value) => !value)).toEqual([]);
});

it.each([...roles, "owner"] as const)(
  "%s reaches by somebody's ids what the rules say, on every route",
  async (who) => {
    const found: Record<string, Verdict | number> = {};
    const wanted: Record<string, Verdict> = {};
    for (const route of withIds()) {
      const rule = ruleOf(route)[who];
      if (rule === undefined) continue;
      wanted[nameOf(route)] = rule;
      found[nameOf(route)] = verdictOf((await ask(route, tokens[who])).status);
    }
    expect(Object.keys(wanted).length).toBeGreaterThan(5);
    expect(found).toEqual(wanted);
  },
);

it("nobody without a token reaches anything but what is signed", async () => {
  const found = await Promise.all(
    withIds().map(async (route) => [nameOf(route), (await ask(route, undefined)).status] as const),
  );
  const expected = withIds().map((route) => [nameOf(route), route.path === "/media/{token}" ? 404 : 401]);
  expect(found).toEqual(expected);
});

it("what somebody does not see is not told from what is not there", async () => {
  const [there, nowhere] = await Promise.all(
    [foreign["job_id"], randomUUID()].map(async (id) => {
      const response = await call("GET", `/api/jobs/${id}`, tokens.user);
      const { error, error_code } = (await response.json()) as { error: string; error_code: string };
      return { status: response.status, error, error_code };
    }),
  );
  expect(there).toEqual(nowhere);
});

const whoCalls = [...roles, "nobody"] as const;

it.each(whoCalls)("%s is met at every route as the table of access says", async (who) => {
  const found: Record<string, string> = {};
  // What refreshes a session judges the token of its body.
  foreign["refresh_token"] = (await begin(stack.accounts["user"])).refresh_token;
  for (const route of routes) {
    const answer = await ask(route, who === "nobody" ? undefined : tokens[who]);
    found[nameOf(route)] = meetingOf(answer.status, await answer.text());
  }
  const wanted = routes.map((route) => [nameOf(route), metAs(who, accessTable[nameOf(route)])]);
  expect(found).toEqual(Object.fromEntries(wanted));
});

function meetingOf(status: number, text: string): string {
  const { error_code } = status === 401 || status === 403 ? (JSON.parse(text) as { error_code?: string }) : {};
  return error_code === "UNAUTHENTICATED" || error_code === "FORBIDDEN" ? error_code : "let in";
}
