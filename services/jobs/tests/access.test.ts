import { randomUUID } from "node:crypto";
import { clipOperations } from "@agentos/contracts/api/clips";
import { jobOperations } from "@agentos/contracts/api/jobs";
import { queueOperations } from "@agentos/contracts/api/queue";
import type { Operation } from "@agentos/contracts/api/operation";
import { roles, staffRoles, type Role } from "@agentos/contracts/roles";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Api } from "./harness/api.ts";
import { finishJob } from "./harness/finish-job.ts";
import { startTestService, type TestService } from "./harness/service.ts";

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const owner = randomUUID();
const asOwner = (): Api => service.api("user", owner);

describe("whose jobs one may see and change", () => {
  let job_id: string;
  let clip_id: string;
  beforeAll(async () => {
    job_id = await service.createJob(owner);
    await finishJob(service);
    clip_id = (await asOwner()(jobOperations.clips, { params: { job_id } })).data[0]?.id ?? "";
  });

  /** Every operation on one thing of a user's, and what it answers to whoever may use it. */
  const operations: [string, Operation, "read" | "change"][] = [
    ["get", jobOperations.get, "read"],
    ["clips", jobOperations.clips, "read"],
    ["retryPreview", jobOperations.retryPreview, "read"],
    ["byUser", jobOperations.byUser, "read"],
    ["clip", clipOperations.get, "read"],
    ["note", jobOperations.note, "change"],
  ];
  const call = (api: Api, operation: Operation) =>
    api(operation, {
      params: { job_id, clip_id, user_id: owner },
      body: (operation === jobOperations.note ? { note: "seen" } : {}) as never,
    });

  const cases = operations.flatMap(([name, operation, kind]) =>
    [...roles, "owner" as const].map((who) => ({ name, operation, kind, who })),
  );
  test.each(cases)("$name by $who", async ({ operation, kind, who }) => {
    const api = who === "owner" ? asOwner() : service.api(who);
    const { status } = await call(api, operation);
    const refusal: Partial<Record<Role | "owner", number>> =
      kind === "read" ? { user: 404 } : { user: 404, readonly: 403 };
    expect(status).toBe(refusal[who] ?? 200);
  });

  test("covers every operation with an id", () => {
    const withId = [...Object.values(jobOperations), ...Object.values(clipOperations)]
      .filter((operation) => /:(job_id|clip_id|user_id)/.test(operation.path))
      .map((operation) => operation.path);
    expect(operations.map(([, operation]) => operation.path).toSorted()).toEqual(withId.toSorted());
  });

  test.each(roles)("lists for %s", async (role) => {
    const api = service.api(role);
    const history = (await api(jobOperations.history)).data;
    const clips = (await api(clipOperations.recent)).data;
    const total = (await api(jobOperations.summary)).data.total;
    const seesAll = (staffRoles as readonly Role[]).includes(role);
    expect([history.length > 0, clips.length > 0, total > 0]).toEqual([seesAll, seesAll, seesAll]);
  });

  test.each(roles)("queues for %s", async (role) => {
    const seesAll = (staffRoles as readonly Role[]).includes(role);
    for (const operation of Object.values(queueOperations)) {
      expect((await service.api(role)(operation)).status).toBe(seesAll ? 200 : 403);
    }
  });

  test("nothing for a caller whom the gateway has not signed", async () => {
    const forged = await fetch(`${service.base()}/api/jobs/${job_id}`, { headers: { "x-aos-caller": "e30.e30.e30" } });
    const none = await fetch(`${service.base()}/api/jobs/${job_id}`);
    expect([forged.status, none.status]).toEqual([401, 401]);
  });
});
