import { randomUUID } from "node:crypto";
import { actionScope } from "@agentos/contracts/actions/action-scope";
import type { ActionContract } from "@agentos/contracts/actions/action-contract";
import { operationsByService } from "@agentos/contracts/api/operations";
import type { JobDetail } from "@agentos/contracts/api/jobs";
import { ssotOperations } from "@agentos/contracts/api/admin";
import { scopeOf, type Permission, type PermissionOverrides } from "@agentos/contracts/permissions";
import { isStaff, roles, type Role } from "@agentos/contracts/roles";
import { pagedSections, sectionQueries, type SectionQuery } from "@agentos/contracts/snapshot/section-queries";
import { sectionNames } from "@agentos/contracts/snapshot/section-names";
import { startStack, type Stack } from "@agentos/testkit/servers/stack";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signIn, until, type Person } from "./driver.ts";
import { accountOf, maintain } from "./maintenance.ts";
import { allowed, catalogue, prepareProbes, probe, type Probed } from "./probe-action.ts";

let stack: Stack;
const people = {} as Record<Role, Person>;
const ids = {} as Record<Role, string>;

beforeAll(async () => {
  stack = await startStack({
    env: {
      ACTION_DISPATCHER__ACTION_LIMITS_SCALE: "100000",
      ACTION_DISPATCHER__ACTION_DENIALS: "1000000",
      // So that a test can come from any address.
      GATEWAY__TRUSTED_PROXIES: "127.0.0.0/8,::1",
      IDENTITY__SIGN_IN_FAILURES: "5",
    },
  });
  for (const role of roles) {
    people[role] = await signIn(stack, role);
    ids[role] = await accountOf(stack, role);
    await prepareProbes(stack, ids[role]);
  }
}, 300_000);
afterAll(() => stack?.stop(), 120_000);

/** What the contracts say of an account of a role at the door of administration. */
function expected(role: Role, action: ActionContract, overrides?: PermissionOverrides): string {
  return isStaff(role) && actionScope(action, role, overrides) ? allowed : "FORBIDDEN";
}

async function probeAll(role: Role, some = catalogue): Promise<Record<string, Probed>> {
  const found: Record<string, Probed> = {};
  for (const action of some) found[action.name] = await probe(people[role], action);
  return found;
}

const codesOf = (found: Record<string, Probed>) =>
  Object.fromEntries(Object.entries(found).map(([name, { code }]) => [name, code]));

const expectedOf = (role: Role, some = catalogue, overrides?: PermissionOverrides) =>
  Object.fromEntries(some.map((action) => [action.name, expected(role, action, overrides)]));

type Refusal = { action: string; user_id: string; error_code: string; role: string };

/** The refusals of these traces in the audit trail, chained already or about to be. */
function refusalsIn(traceIds: string[]): Promise<Refusal[]> {
  const columns = "action, user_id, error_code, security_context ->> 'role' as role, trace_id, kind";
  return maintain(
    stack,
    `select action, user_id, error_code, role from
       (select ${columns} from audit.inbox union all select ${columns} from audit.entries) entries
     where trace_id = any($1) and kind = 'denied' order by action`,
    [traceIds],
  );
}

describe.each(roles)("%s", (role) => {
  it("may carry out what the contracts say, is refused everything else, and every refusal is in the audit trail", async () => {
    const found = await probeAll(role);
    expect(codesOf(found)).toEqual(expectedOf(role));
    const refused = Object.entries(found).filter(([, { code }]) => code === "FORBIDDEN");
    expect(refused.map(([, { status }]) => status)).toEqual(refused.map(() => 403));
    const entries = await until(async () => {
      const rows = await refusalsIn(refused.map(([, { traceId }]) => traceId));
      return rows.length >= refused.length && rows;
    });
    expect(entries).toEqual(
      refused
        .map(([action]) => ({ action, user_id: ids[role], error_code: "FORBIDDEN", role }))
        .toSorted((a, b) => (a.action < b.action ? -1 : 1)),
    );
  });
});

describe("the snapshot", () => {
  const sections = [...new Set([...sectionNames, ...pagedSections])];
  const { ssot, ssotHealth, ssotSection } = ssotOperations;
  const whole = [ssot.path, ssotHealth.path];
  const addresses = [...whole, ...sections.map((section) => ssotSection.path.replace(":section", section))];

  /** What a section wants beside a staff role. */
  const permissionOf = (address: string): Permission | undefined => {
    const section = pagedSections.find((name) => address.endsWith(`/${name}`));
    return section && (sectionQueries[section] as SectionQuery).permission;
  };
  const expectedAt = (role: Role, address: string): number => {
    const permission = permissionOf(address);
    return isStaff(role) && (permission === undefined || scopeOf(permission, role) === "any") ? 200 : 403;
  };

  it.each(roles)("and each of its sections is told %s as the contracts say", async (role) => {
    const found = await Promise.all(
      addresses.map(async (address) => [address, (await people[role].get(address)).status] as const),
    );
    expect(found).toEqual(addresses.map((address) => [address, expectedAt(role, address)]));
  });

  it("is told nobody without a token", async () => {
    const found = await Promise.all(addresses.map(async (address) => (await fetch(stack.api + address)).status));
    expect(found).toEqual(addresses.map(() => 401));
  });
});

describe("a permission of one user", () => {
  const used = [...new Set(catalogue.map(({ permission }) => permission))];
  const withPermission = (permission: Permission) => catalogue.filter((action) => action.permission === permission);
  const set = (role: Role, permission: Permission, granted: boolean) =>
    maintain(stack, "insert into identity.user_permissions (user_id, permission, granted) values ($1, $2, $3)", [
      ids[role],
      permission,
      granted,
    ]);
  const clear = (role: Role) =>
    maintain(stack, "delete from identity.user_permissions where user_id = $1", [ids[role]]);

  it.each(used)("%s counts from the very next action on, granted as well as denied", async (permission) => {
    const some = withPermission(permission);
    await set("readonly", permission, true);
    const granted = { granted: [permission], denied: [] };
    expect(codesOf(await probeAll("readonly", some))).toEqual(expectedOf("readonly", some, granted));
    await clear("readonly");
    expect(codesOf(await probeAll("readonly", some))).toEqual(expectedOf("readonly", some));

    await set("admin", permission, false);
    const denied = { granted: [], denied: [permission] };
    expect(codesOf(await probeAll("admin", some))).toEqual(expectedOf("admin", some, denied));
    await clear("admin");
    expect(codesOf(await probeAll("admin", some))).toEqual(expectedOf("admin", some));
  });
});

describe("whoever is demoted", () => {
  const [pause] = catalogue.filter(({ name }) => name === "queue.pause") as [ActionContract];
  const setRole = (role: Role) =>
    maintain(stack, "update identity.users set role = $2 where id = $1", [ids.operator, role]);

  it("is refused the very next action, and within a moment what only the old role may read", async () => {
    const { operator } = people;
    expect((await probe(operator, pause)).code).toBe(allowed);
    expect((await operator.get("/api/queue/status")).status).toBe(200);
    await setRole("readonly");
    expect((await probe(operator, pause)).code).toBe("FORBIDDEN");
    await setRole("user");
    expect((await probe(operator, pause)).code).toBe("FORBIDDEN");
    await until(async () => (await operator.get("/api/queue/status")).status === 403);
    await setRole("operator");
    await until(async () => (await operator.get("/api/queue/status")).status === 200);
    expect((await probe(operator, pause)).code).toBe(allowed);
  });

  it("or disabled, is let in nowhere", async () => {
    const disable = (at: string) =>
      maintain(stack, `update identity.users set disabled_at = ${at} where id = $1`, [ids.supervisor]);
    const cancel = catalogue.find(({ name }) => name === "job.cancel") as ActionContract;
    expect((await probe(people.supervisor, cancel)).code).toBe(allowed);
    await disable("now()");
    expect((await probe(people.supervisor, cancel)).status).toBe(401);
    await until(async () => (await people.supervisor.get("/api/jobs/today")).status === 401);
    await disable("null");
    await until(async () => (await people.supervisor.get("/api/jobs/today")).status === 200);
  });
});

describe("jobs", () => {
  const source = { url: "https://videos.example.com/talk.mp4" };
  const create = async (role: Role): Promise<string> => {
    const { status, body } = await people[role].post<{ job_id: string }>("/api/jobs/create", source);
    expect(status).toBe(201);
    return body.data.job_id;
  };
  const statusOf = async (id: string) => (await people.admin.get<JobDetail>(`/api/jobs/${id}`)).body.data.status;
  const posts = Object.values(operationsByService)
    .flatMap((sets) => sets.flatMap((one) => Object.values(one)))
    .filter(({ method, tag, path }) => method === "POST" && tag !== "auth" && path !== "/api/admin/action");
  let own: string;
  let foreign: string;

  beforeAll(async () => {
    // So that they stay where they are.
    await people.admin.post("/api/admin/action", {
      action: "queue.pause",
      payload: { queue: "default" },
    });
    [own, foreign] = [await create("user"), await create("operator")];
  });

  it("of others cannot be told from none by a user", async () => {
    expect((await people.user.post(`/api/jobs/${foreign}/cancel`, {})).status).toBe(404);
    expect(await statusOf(foreign)).toBe("queued");
  });

  it.each(posts)("and all else stay as they are under readonly: $method $path", async ({ path, example }) => {
    const named: Record<string, string> = { job_id: foreign, agent_id: "video_cutter", ...example?.params };
    const address = path.replaceAll(/:(\w+)/g, (_, name: string) => named[name] ?? name);
    const query = new URLSearchParams(example?.query as Record<string, string> | undefined);
    const headers = { "x-idempotency-key": randomUUID() };
    const answer = await people.readonly.post(`${address}?${query}`, (example?.body ?? {}) as object, headers);
    expect([answer.status, answer.body.error_code]).toEqual([403, "FORBIDDEN"]);
    expect(await statusOf(foreign)).toBe("queued");
  });

  it("of one's own can be cancelled by a user", async () => {
    expect([200, 202]).toContain((await people.user.post(`/api/jobs/${own}/cancel`, {})).status);
    await until(async () => (await statusOf(own)) === "cancelled");
    expect(await statusOf(foreign)).toBe("queued");
  });
});

describe("a session", () => {
  type Tokens = { access_token: string; refresh_token: string };
  type Reply = { status: number; body: { data: Tokens; error_code?: string }; retryAfter: string | null };
  const post = async (path: string, body: object, address?: string): Promise<Reply> => {
    const from = address === undefined ? undefined : { "x-forwarded-for": address };
    const headers = { "content-type": "application/json", ...from };
    const response = await fetch(`${stack.api}/api/auth/${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    const read = (await response.json()) as Reply["body"];
    return { status: response.status, body: read, retryAfter: response.headers.get("retry-after") };
  };
  const readWith = async ({ access_token }: Tokens): Promise<number> => {
    const response = await fetch(`${stack.api}/api/jobs/today`, {
      headers: { authorization: `Bearer ${access_token}` },
    });
    await response.body?.cancel();
    return response.status;
  };
  const begin = async (role: Role): Promise<Tokens> => (await post("login", stack.accounts[role] ?? {})).body.data;
  const exchange = ({ refresh_token }: Tokens): Promise<Reply> => post("refresh", { refresh_token });

  it("ends with all that came of it when a refresh token is used a second time, and no other session does", async () => {
    const [first, other] = [await begin("operator"), await begin("operator")];
    const second = (await exchange(first)).body.data;
    const third = (await exchange(second)).body.data;
    expect(await readWith(third)).toBe(200);
    expect(await exchange(first)).toMatchObject({ status: 401, body: { error_code: "TOKEN_REUSED" } });
    expect((await exchange(third)).status).toBe(401);
    await until(async () => (await readWith(third)) === 401);
    expect(await readWith(other)).toBe(200);
  });

  it("is begun by nobody who has guessed too often, from whatever address", async () => {
    const { email, password } = stack.accounts["readonly"] ?? {};
    const guess = (given: string | undefined, last: number) =>
      post("login", { email, password: given }, `203.0.113.${last}`);
    for (let turn = 1; turn <= 5; turn += 1) expect((await guess("a wrong password", turn)).status).toBe(401);
    const locked = await guess(password, 6);
    expect(locked).toMatchObject({ status: 429, body: { error_code: "LOCKED_OUT" } });
    expect(Number(locked.retryAfter)).toBeGreaterThan(0);
  });

  it("of an account that is disabled reads nothing more, and acts no more at once", async () => {
    const session = await begin("supervisor");
    expect(await readWith(session)).toBe(200);
    const change = (action: string) =>
      people.admin.post<unknown>(
        "/api/admin/action",
        { action, payload: { user_id: ids.supervisor }, reason: "to see that it ends" },
        { "x-idempotency-key": randomUUID() },
      );
    expect((await change("user.disable")).status).toBe(200);
    const cancel = catalogue.find(({ name }) => name === "job.cancel") as ActionContract;
    expect((await probe(people.supervisor, cancel)).status).toBe(401);
    expect((await exchange(session)).status).toBe(401);
    await until(async () => (await readWith(session)) === 401);
    expect((await change("user.enable")).status).toBe(200);
  });
});
