import { claim, interrupt, wake } from "@agentos/contracts/messages/jobs";
import { getJwks } from "@agentos/contracts/messages/identity";
import { AppError } from "@agentos/contracts/errors";
import type { ServiceName } from "@agentos/contracts/services";
import { createLogger } from "@agentos/service-kit/logger";
import { currentTrace, newTrace, runInTrace } from "@agentos/service-kit/trace";
import { startNats, type TestNats } from "@agentos/testkit/servers/nats";
import type { NatsConnection } from "@nats-io/transport-node";
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { connectNats, pingNats } from "../src/connect.ts";
import { ask, hint, onHint, serve } from "../src/request.ts";

const log = createLogger({ service: "test", instance: "1", level: "silent" });
let nats: TestNats;
const connections: NatsConnection[] = [];

beforeAll(async () => {
  nats = await startNats();
});
afterEach(async () => {
  await Promise.all(connections.splice(0).map((nc) => nc.close()));
});
afterAll(() => nats.stop());

async function as(service: ServiceName): Promise<NatsConnection> {
  const nc = await connectNats({ ...nats.credentials(service), service, log });
  connections.push(nc);
  return nc;
}

const request = { request_id: randomUUID(), worker_id: "w", stage: "video_cutter", max: 1 } as const;

describe("requests between services", () => {
  it("brings the answer, within the trace of the asker", async () => {
    const [jobs, media] = [await as("jobs"), await as("media")];
    let seen: string | undefined;
    serve(jobs, claim, log, async ({ max }) => {
      seen = currentTrace()?.traceId;
      expect(max).toBe(1);
      return { tasks: [] };
    });
    await pingNats(jobs);
    const trace = newTrace();
    await runInTrace(trace, async () => expect(await ask(media, claim, request)).toEqual({ tasks: [] }));
    expect(seen).toBe(trace.traceId);
  });

  it("brings the error that the other side answers", async () => {
    const [jobs, media] = [await as("jobs"), await as("media")];
    serve(jobs, claim, log, async () => {
      throw new AppError("CONFLICT", "Not now.", { outcome: "done", details: [{ path: "a", message: "b" }] });
    });
    await pingNats(jobs);
    await expect(ask(media, claim, request)).rejects.toMatchObject({
      code: "CONFLICT",
      message: "Not now.",
      outcome: "done",
      details: [{ path: "a", message: "b" }],
    });
  });

  it("tells nothing of an unexpected error", async () => {
    const [jobs, media] = [await as("jobs"), await as("media")];
    serve(jobs, claim, log, async () => {
      throw new Error("select * from secrets");
    });
    await pingNats(jobs);
    const error = await ask(media, claim, request).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "INTERNAL_ERROR", outcome: "unknown" });
    expect(String((error as Error).message)).not.toContain("secrets");
  });

  it("says that nobody serves, and that no answer came in time", async () => {
    const [jobs, media] = [await as("jobs"), await as("media")];
    await expect(ask(media, claim, request)).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE", outcome: "none" });
    serve(jobs, claim, log, () => new Promise(() => undefined));
    await pingNats(jobs);
    await expect(ask(media, claim, request, { deadlineMs: 100 })).rejects.toMatchObject({
      code: "TIMEOUT",
      outcome: "unknown",
    });
  });

  it("refuses a payload that breaks the contract, on either side", async () => {
    const [jobs, media] = [await as("jobs"), await as("media")];
    serve(jobs, claim, log, async () => ({ tasks: [{ nonsense: true }] }) as never);
    await pingNats(jobs);
    await expect(ask(media, claim, { ...request, max: 0 })).rejects.toBeInstanceOf(Error);
    await expect(ask(media, claim, request)).rejects.toBeInstanceOf(AppError);
  });

  it("shares the load between instances", async () => {
    const media = await as("media");
    const served = [0, 0];
    for (const index of [0, 1]) {
      const jobs = await as("jobs");
      serve(jobs, claim, log, async () => {
        served[index] = (served[index] ?? 0) + 1;
        return { tasks: [] };
      });
      await pingNats(jobs);
    }
    await Promise.all(Array.from({ length: 40 }, () => ask(media, claim, request)));
    expect(served[0]).toBeGreaterThan(0);
    expect(served[1]).toBeGreaterThan(0);
    expect((served[0] ?? 0) + (served[1] ?? 0)).toBe(40);
  });

  it("gives hints to every listener", async () => {
    const [jobs, one, two] = [await as("jobs"), await as("media"), await as("media")];
    const heard = Promise.all([one, two].map((nc) => new Promise((resolve) => onHint(nc, wake, log, resolve))));
    await Promise.all([pingNats(one), pingNats(two)]);
    hint(jobs, wake, { stages: ["video_cutter"] });
    expect(await heard).toEqual([{ stages: ["video_cutter"] }, { stages: ["video_cutter"] }]);
  });

  it("goes on after the server was away, its store deleted", async () => {
    const [jobs, media] = [await as("jobs"), await as("media")];
    serve(jobs, claim, log, async () => ({ tasks: [] }));
    await pingNats(jobs);
    await nats.wipe();
    await expect
      .poll(() => ask(media, claim, request).catch(() => undefined), { timeout: 30_000 })
      .toEqual({ tasks: [] });
  });
});

describe("permissions", () => {
  it("let a service ask only what the contracts name it a caller of", async () => {
    const [identity, uploads] = [await as("identity"), await as("uploads")];
    serve(identity, getJwks, log, async () => ({ keys: [] }));
    await pingNats(identity);
    await expect(ask(uploads, getJwks, {}, { deadlineMs: 500 })).rejects.toBeInstanceOf(AppError);
    await expect(ask(await as("gateway"), getJwks, {})).resolves.toEqual({ keys: [] });
  });

  it("let no service answer in another's name or give another's hints", async () => {
    const [uploads, media] = [await as("uploads"), await as("media")];
    serve(uploads, claim, log, async () => ({ tasks: [] }));
    await uploads.flush();
    await expect(ask(media, claim, request, { deadlineMs: 500 })).rejects.toMatchObject({
      code: "SERVICE_UNAVAILABLE",
    });
    const heard: unknown[] = [];
    onHint(media, interrupt, log, (payload) => heard.push(payload));
    await pingNats(media);
    hint(uploads, interrupt, { attempt_ids: [] });
    await pingNats(uploads);
    hint(await as("jobs"), interrupt, { attempt_ids: [randomUUID()] });
    await expect.poll(() => heard.length, { timeout: 5000 }).toBe(1);
  });
});
