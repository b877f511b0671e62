import { systemHealth } from "@agentos/contracts/api/system";
import { actionNames, actions } from "@agentos/contracts/actions/actions";
import { actionRequest } from "@agentos/contracts/actions/action-request";
import type { Operation } from "@agentos/contracts/api/operation";
import { operationsByService } from "@agentos/contracts/api/operations";
import { Validator } from "@seriousme/openapi-schema-validator";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { upstreamNames } from "../src/config.ts";
import { errorOf, startGateway, type TestGateway } from "./support/gateway.ts";
import { makeToken } from "@agentos/testkit/identity/tokens";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

type DescribedAction = { properties: { action: { const: string } }; examples: unknown[] };
type Described = {
  description: string;
  parameters: object[];
  tags: string[];
  operationId: string;
  security: object[];
  requestBody?: { content: object };
  responses: object;
  "x-rate-limit": object;
};
type Document = { openapi: string; paths: Record<string, Record<string, Described>> };

const readDocument = async (): Promise<Document> =>
  (await (await fetch(`${gateway.url}/openapi.json`)).json()) as Document;

/** Every operation of the document: method, path with its parameters filled in, and what is said of it. */
async function described(): Promise<{ key: string; method: string; path: string; said: Described }[]> {
  const { paths } = await readDocument();
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, said]) => ({
      key: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path: path.replaceAll(/\{\w+\}/g, "018f3c5e-1111-7000-8000-000000000000"),
      said,
    })),
  );
}

const contracts = Object.values(operationsByService).flatMap((sets) =>
  sets.flatMap((set): Operation[] => Object.values(set)),
);
const keyOf = ({ method, path }: { method: string; path: string }): string =>
  `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`;

async function status(method: string, path: string, headers: Record<string, string> = {}): Promise<number> {
  const json = { "content-type": "application/json" };
  const body = method === "POST" ? { body: "{}" } : {};
  const response = await fetch(`${gateway.url}${path}`, { method, headers: { ...json, ...headers }, ...body });
  await response.body?.cancel();
  return response.status;
}

describe("the document", () => {
  it("is valid OpenAPI 3.1", async () => {
    const document = await readDocument();
    expect(document.openapi).toBe("3.1.0");
    expect(await new Validator().validate(document)).toEqual({ valid: true });
  });

  it("has every operation of the contracts, each with a tag and a name of its own, and no other; at most 50", async () => {
    const found = await described();
    expect(found.map(({ key }) => key).toSorted()).toEqual(contracts.map(keyOf).toSorted());
    expect(found.every(({ said }) => said.tags.length === 1)).toBe(true);
    expect(new Set(found.map(({ said }) => said.operationId)).size).toBe(found.length);
    const operations = found.filter(({ path }) => path.startsWith("/api") || path.startsWith("/media"));
    expect(operations.length).toBeLessThanOrEqual(50);
  });

  it.each(contracts.map((contract) => [keyOf(contract), contract] as const))(
    "has an example of %s, as its schemas have it",
    (_, { example, body, reply }) => {
      const given = body === null || body === "bytes" ? z.undefined() : body;
      const answered = reply === "bytes" ? z.undefined() : reply;
      expect(given.safeParse(example?.body).error).toBeUndefined();
      expect(answered.safeParse(example?.reply).error).toBeUndefined();
    },
  );

  it("says how much of each operation is allowed, and what the answer to more is", async () => {
    for (const { key, said } of await described()) {
      expect([key, said["x-rate-limit"]]).toEqual([
        key,
        {
          limit: expect.any(Number) as number,
          window_seconds: 60,
          unit: expect.stringMatching(/^(requests|content-bytes)$/) as string,
          per: expect.stringMatching(/^(user|address)$/) as string,
        },
      ]);
      expect(Object.keys(said.responses)).toContain("429");
    }
  });

  it("tells of every action: payload, permission, risk, limit, an example that its schema takes", async () => {
    const { paths } = await readDocument();
    const post = paths["/api/admin/action"]?.["post"] as unknown as {
      parameters: { in: string; name: string }[];
      requestBody: { content: { "application/json": { schema: { oneOf: DescribedAction[] } } } };
    };
    expect(post.parameters).toMatchObject([{ in: "header", name: "X-Idempotency-Key" }]);
    const requests = post.requestBody.content["application/json"].schema.oneOf;
    expect(requests.map((one) => one.properties.action.const)).toEqual(actionNames);
    for (const [n, { permission, risk, perMinute }] of actions.entries()) {
      expect(requests[n]).toMatchObject({
        "x-permission": permission,
        "x-risk": risk,
        "x-rate-limit": { limit: perMinute, per: "user" },
      });
      expect(actionRequest.safeParse(requests[n]?.examples[0]).error).toBeUndefined();
    }
  });

  it("says of an action's REST name which permission it needs, and whether a key", async () => {
    const found = new Map((await described()).map(({ key, said }) => [key, said]));
    const clear = found.get("POST /api/agents/{agent_id}/clear-queue");
    expect(clear?.description).toMatch(/QUEUE_CLEAR.*For staff.*at most 5 per user/);
    expect(clear?.parameters).toContainEqual(expect.objectContaining({ name: "X-Idempotency-Key", required: true }));
    expect(found.get("POST /api/jobs/{job_id}/cancel")?.description).toMatch(/for anyone on their own.*JOB_CANCEL/);
  });

  it("is what the gateway serves: everything in it is there, and needs a token where it says so", async () => {
    const token = await makeToken(gateway.key, { claims: { role: "admin" } });
    const all = await described();
    const found = await Promise.all(
      all.map(async ({ key, method, path, said }) => {
        const type = Object.keys(said.requestBody?.content ?? { "application/json": {} })[0] ?? "";
        const without = await status(method, path, { "content-type": type });
        const signedIn = await status(method, path, { "content-type": type, authorization: `Bearer ${token}` });
        return { key, without, signedIn };
      }),
    );
    const wanted = all.map(({ key, said }) => ({
      key,
      without: said.security.length === 0 ? 200 : 401,
      signedIn: 200,
    }));
    expect(found).toEqual(wanted);
  });

  it("leaves nothing out that the gateway serves", async () => {
    const paths = new Set(Object.keys((await readDocument()).paths));
    const own = ["/openapi.json", "/docs", "/docs/start.js", "/docs/swagger-ui.css", "/docs/swagger-ui-bundle.js"];
    const guesses = [
      "/",
      "/health",
      "/ready",
      "/metrics",
      "/ws",
      "/api",
      "/media",
      "/debug",
      "/admin",
      "/status",
      "/login",
    ];
    const served = await Promise.all(
      [...guesses, ...own].map(async (path) => ((await status("GET", path)) === 200 ? path : undefined)),
    );
    expect(served.filter((path) => path !== undefined)).toEqual([...guesses.filter((path) => paths.has(path)), ...own]);
  });
});

describe("public operations", () => {
  it("are these, and no others", async () => {
    const open = (await described()).filter(({ said }) => said.security.length === 0).map(({ key }) => key);
    expect(open.toSorted()).toEqual([
      "GET /",
      "GET /api/auth/jwks",
      "GET /health",
      "GET /media/{token}",
      "POST /api/auth/login",
      "POST /api/auth/logout",
      "POST /api/auth/refresh",
      "POST /api/auth/register",
    ]);
  });
});

describe("/api/v1", () => {
  it("is the same as /api", async () => {
    const below = (await described()).filter(({ path }) => path.startsWith("/api/"));
    const statuses = (prefix: string) =>
      Promise.all(below.map(({ method, path }) => status(method, path.replace("/api/", prefix))));
    expect(await statuses("/api/v1/")).toEqual(await statuses("/api/"));
    await fetch(`${gateway.url}/api/v1/auth/jwks?a=/api/v1/`);
    expect(gateway.upstream.seen.at(-1)?.url).toBe("/api/auth/jwks?a=/api/v1/");
  });
});

describe("health", () => {
  it("says which services answer", async () => {
    const read = async () =>
      systemHealth.parse(((await (await fetch(`${gateway.url}/health`)).json()) as { data: unknown }).data);
    expect(await read()).toMatchObject({
      status: "ok",
      services: { identity: "reachable", uploads: "reachable", jobs: "reachable" },
    });
  });

  it("is answered also when services are down or hang", async () => {
    const hanging = createServer(() => undefined);
    await new Promise<void>((resolve) => hanging.listen(0, "127.0.0.1", resolve));
    const other = await startGateway({
      JOBS_URL: `http://127.0.0.1:${(hanging.address() as AddressInfo).port}`,
      UPLOADS_URL: "http://127.0.0.1:1",
    });
    const answers = await Promise.all(Array.from({ length: 50 }, () => fetch(`${other.url}/health`)));
    for (const answer of answers) {
      const { data } = (await answer.json()) as { data: unknown };
      expect(systemHealth.parse(data)).toMatchObject({
        status: "degraded",
        services: { identity: "reachable", uploads: "unreachable", jobs: "unreachable" },
      });
    }
    // Each of the services that are there has been asked once.
    const asked = other.upstream.seen.filter((request) => request.method === "HEAD");
    expect(asked).toHaveLength(upstreamNames.length - 2);
    await other.stop();
    hanging.close();
  });
});

describe("the root", () => {
  it("says what this is and where to go", async () => {
    const { data } = (await (await fetch(`${gateway.url}/`)).json()) as { data: { links: Record<string, string> } };
    expect(data).toMatchObject({ name: "AgentOS" });
    for (const link of Object.values(data.links)) expect((await fetch(`${gateway.url}${link}`)).status).toBe(200);
  });
});

describe("the documentation page", () => {
  it("runs from this origin alone", async () => {
    const page = await fetch(`${gateway.url}/docs`);
    expect(page.headers.get("content-security-policy")).toMatch(/script-src 'self';/);
    const html = await page.text();
    expect(html).not.toMatch(/https?:\/\//);
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => String(file));
    expect(files.length).toBeGreaterThan(2);
    expect(await Promise.all(files.map((file) => status("GET", file)))).toEqual(files.map(() => 200));
  });

  it("gives out no other file", async () => {
    for (const file of ["package.json", "swagger-ui.js", "..%2fpackage.json", "index.html"]) {
      expect(await errorOf(await fetch(`${gateway.url}/docs/${file}`))).toMatchObject({ status: 404 });
    }
  });
});
