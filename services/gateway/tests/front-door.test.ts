import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { errorOf, startGateway, type TestGateway } from "./support/gateway.ts";
import { makeToken } from "@agentos/testkit/identity/tokens";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

describe("a protected operation", () => {
  it("needs a token", async () => {
    const response = await fetch(`${gateway.url}/api/upload`);
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
    expect(await errorOf(response)).toMatchObject({ status: 401, error_code: "UNAUTHENTICATED" });
  });

  it("is handed on with a signed word of who calls", async () => {
    const token = await makeToken(gateway.key, { claims: { role: "operator" } });
    const response = await fetch(`${gateway.url}/api/upload`, { headers: { authorization: `Bearer ${token}` } });
    expect(response.status).toBe(200);
    const { headers, url } = gateway.upstream.seen.at(-1) ?? {};
    expect(url).toBe("/api/upload");
    expect(headers).not.toHaveProperty("authorization");
    expect(await gateway.verifyCaller(String(headers?.["x-aos-caller"]))).toMatchObject({ role: "operator" });
  });
});
