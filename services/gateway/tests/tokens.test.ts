import { base64url, SignJWT } from "jose";
import { createHmac, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { errorOf, startGateway, type TestGateway } from "./support/gateway.ts";
import { startUpstream } from "./support/upstream.ts";
import { makeKey, makeToken, type TokenParts } from "@agentos/testkit/identity/tokens";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

const ask = (token: string, path = "/api/upload"): Promise<Response> =>
  fetch(`${gateway.url}${path}`, { headers: { authorization: `Bearer ${token}` } });

const encode = (part: object): string => base64url.encode(JSON.stringify(part));
const now = Math.floor(Date.now() / 1000);

/** Header and claims of a good token, to be signed in a wrong way. */
function unsigned(header: object, claims: object = {}): string {
  const payload = {
    iss: "agentos",
    aud: "agentos-api",
    sub: randomUUID(),
    sid: randomUUID(),
    jti: randomUUID(),
    role: "admin",
    exp: now + 900,
    ...claims,
  };
  return `${encode({ alg: "EdDSA", typ: "at+jwt", kid: gateway.key.kid, ...header })}.${encode(payload)}`;
}

/** With the right key, whatever the header says. */
const signed = (text: string): string =>
  `${text}.${sign(null, Buffer.from(text), gateway.key.privateKey).toString("base64url")}`;

const hmac = (text: string, secret: string | Buffer): string =>
  `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;

describe("a good token", () => {
  it("is let through, again and again", async () => {
    const token = await makeToken(gateway.key);
    expect((await ask(token)).status).toBe(200);
    expect((await ask(token)).status).toBe(200);
  });

  it("does not open what is for staff, unless it is staff's", async () => {
    const user = await ask(await makeToken(gateway.key), "/api/queue/status");
    expect(await errorOf(user)).toMatchObject({ status: 403, error_code: "FORBIDDEN" });
    const staff = await ask(await makeToken(gateway.key, { claims: { role: "readonly" } }), "/api/queue/status");
    expect(staff.status).toBe(200);
  });

  it("is let through no longer than it lasts, also when it is remembered", async () => {
    const token = await makeToken(gateway.key, { claims: { exp: now + 900 } });
    expect((await ask(token)).status).toBe(200);
    vi.useFakeTimers({ toFake: ["Date"], now: (now + 906) * 1000 });
    try {
      expect(await errorOf(await ask(token))).toMatchObject({ status: 401, error_code: "TOKEN_EXPIRED" });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("a forged token", () => {
  const attacks: Record<string, () => Promise<string> | string> = {
    "with algorithm none": () => `${unsigned({ alg: "none" })}.`,
    "with algorithm None": () => `${unsigned({ alg: "None" })}.`,
    "with no signature": () => `${unsigned({})}.`,
    "with HS256 by the public key's JWK": () => hmac(unsigned({ alg: "HS256" }), JSON.stringify(gateway.key.jwk)),
    "with HS256 by the public key's bytes": () =>
      hmac(unsigned({ alg: "HS256" }), Buffer.from(String(gateway.key.jwk.x), "base64url")),
    "with HS256 by the public key as PEM": () =>
      hmac(unsigned({ alg: "HS256" }), gateway.key.publicKey.export({ type: "spki", format: "pem" })),
    "with EdDSA in the header and HMAC beneath": () => hmac(unsigned({}), JSON.stringify(gateway.key.jwk)),
    "of another issuer": () => makeToken(gateway.key, { claims: { iss: "evil" } }),
    "of no issuer": () => makeToken(gateway.key, { claims: { iss: undefined } }),
    "for another audience": () => makeToken(gateway.key, { claims: { aud: "billing" } }),
    "for no audience": () => makeToken(gateway.key, { claims: { aud: undefined } }),
    "of another type": () => makeToken(gateway.key, { header: { typ: "JWT" } }),
    "of no type": () => makeToken(gateway.key, { header: { typ: undefined } }),
    "without an end": () => makeToken(gateway.key, { claims: { exp: undefined } }),
    "not valid yet": () => makeToken(gateway.key, { claims: { nbf: now + 600 } }),
    "with an unknown key id": () => makeToken(gateway.key, { header: { kid: "nobody" } }),
    "with a path as key id": () => makeToken(gateway.key, { header: { kid: "../../../../dev/null" } }),
    "with SQL as key id": () => makeToken(gateway.key, { header: { kid: "x' union select 'k" } }),
    "with __proto__ as key id": () => makeToken(gateway.key, { header: { kid: "__proto__" } }),
    "without a key id": () => makeToken(gateway.key, { header: { kid: undefined } }),
    "with an unknown critical header": () => signed(unsigned({ crit: ["x"], x: 1 })),
    "of an unknown role": () => makeToken(gateway.key, { claims: { role: "root" } }),
    "of several roles": () => makeToken(gateway.key, { claims: { role: ["user", "admin"] } }),
    "for no user": () => makeToken(gateway.key, { claims: { sub: undefined } }),
    "for a user that is no id": () => makeToken(gateway.key, { claims: { sub: "1 or 1=1" } }),
    "without a session": () => makeToken(gateway.key, { claims: { sid: undefined } }),
  };

  it.each(Object.entries(attacks))("%s is refused", async (_, attack) => {
    const before = gateway.upstream.seen.length;
    const response = await ask(await attack());
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
    expect(await errorOf(response)).toMatchObject({ status: 401, error_code: "UNAUTHENTICATED" });
    expect(gateway.upstream.seen).toHaveLength(before);
  });

  it("that has expired is told apart, so that it can be renewed", async () => {
    const token = await makeToken(gateway.key, { claims: { exp: now - 6 } });
    expect(await errorOf(await ask(token))).toMatchObject({ status: 401, error_code: "TOKEN_EXPIRED" });
  });

  it("by a foreign key is refused, wherever its header says that the key is", async () => {
    const foreign = await makeKey();
    const evil = await startUpstream();
    evil.answerWith((_request, response) => response.end(JSON.stringify({ keys: [foreign.jwk] })));
    const own = { kid: gateway.key.kid, privateKey: foreign.privateKey };
    const parts: TokenParts[] = [
      { key: foreign },
      { key: own },
      { key: own, header: { jku: `${evil.url}/jwks` } },
      { key: foreign, header: { jku: `${evil.url}/jwks` } },
      { key: own, header: { x5u: `${evil.url}/x5u` } },
      { key: foreign, header: { kid: `${evil.url}/jwks` } },
      { key: own, header: { jwk: foreign.jwk } },
    ];
    for (const part of parts) {
      const response = await ask(await makeToken(gateway.key, part));
      expect(await errorOf(response)).toMatchObject({ status: 401, error_code: "UNAUTHENTICATED" });
    }
    expect(evil.seen).toHaveLength(0);
    await evil.down();
  });

  it("by an RSA or EC key is refused", async () => {
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
    for (const [alg, pair] of [["RS256", rsa] as const, ["ES256", ec] as const]) {
      const token = await new SignJWT({ role: "admin", sid: randomUUID() })
        .setProtectedHeader({ alg, typ: "at+jwt", kid: gateway.key.kid })
        .setIssuer("agentos")
        .setAudience("agentos-api")
        .setSubject(randomUUID())
        .setExpirationTime("5m")
        .sign(pair.privateKey);
      expect((await ask(token)).status).toBe(401);
    }
  });

  it("is no better when one part of a good one is changed", async () => {
    const [header = "", payload = "", signature = ""] = (await makeToken(gateway.key)).split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as object;
    const admin = encode({ ...claims, role: "admin" });
    expect((await ask(`${header}.${admin}.${signature}`)).status).toBe(401);
    expect((await ask(`${header}.${payload}.${signature.slice(0, -4)}AAAA`)).status).toBe(401);
    expect((await ask(`${header}.${payload}`)).status).toBe(401);
  });

  it("was signed rightly above, where its signature is not what is wrong", async () => {
    expect((await ask(signed(unsigned({})))).status).toBe(200);
  });

  it.each([
    ["another scheme", "Basic YTpi"],
    ["nothing", "Bearer"],
    ["two tokens", "Bearer a.b.c, Bearer d.e.f"],
    ["a flood", `Bearer ${"a".repeat(5000)}.b.c`],
    ["dots", "Bearer ..."],
  ])("is not read from %s", async (_, authorization) => {
    const response = await fetch(`${gateway.url}/api/upload`, { headers: { authorization } });
    expect(await errorOf(response)).toMatchObject({ status: 401, error_code: "UNAUTHENTICATED" });
  });

  it("cannot make the gateway ask for keys as often as it likes", async () => {
    const before = gateway.asked();
    await Promise.all(
      Array.from({ length: 50 }, async (_, index) =>
        ask(await makeToken(gateway.key, { header: { kid: `no-${index}` } })),
      ),
    );
    expect(gateway.asked() - before).toBeLessThanOrEqual(2);
  });
});
