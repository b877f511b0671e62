import { execFile } from "node:child_process";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { IdentityService } from "../src/service.ts";
import { prepareIdentity, type TestIdentity } from "./support/identity.ts";

let identity: TestIdentity;
let service: IdentityService;

beforeAll(async () => {
  identity = await prepareIdentity();
  service = await identity.start();
});
afterAll(() => identity.stop());

type Ended = { code: number; stdout: string; stderr: string };

function createAdmin(args: string[], input: string): Promise<Ended> {
  return new Promise((resolve) => {
    const program = path.join(import.meta.dirname, "../src/create-admin.ts");
    const env = { DATABASE_URL: identity.databaseUrl };
    const child = execFile(process.execPath, [program, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
    child.stdin?.end(input);
  });
}

describe("create-admin", () => {
  it("takes the password from standard input", async () => {
    const ended = await createAdmin(["Root@Example.com"], "a password from a file\n");
    expect(ended).toMatchObject({ code: 0, stdout: "root@example.com is an administrator now.\n" });
    const login = { email: "root@example.com", password: "a password from a file" };
    expect((await identity.call(service, "login", login)).data).toMatchObject({ user: { role: "admin" } });
  });

  it("makes one where none is given", async () => {
    const { stdout } = await createAdmin(["second@example.com"], "");
    const password = /Password: (\S+)/.exec(stdout)?.[1];
    expect(password).toMatch(/^(\w{5}-){3}\w{5}$/);
    const login = { email: "second@example.com", password };
    expect((await identity.call(service, "login", login)).status).toBe(200);
  });

  it.each([
    ["an address that is taken", ["root@example.com"], "another long password", 1, /already an account/],
    ["a short password", ["third@example.com"], "short", 1, /at least 12/],
    ["no address", [], "", 2, /Makes an administrator/],
  ])("refuses %s", async (_, args, input, code, says) => {
    const ended = await createAdmin(args, input);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toMatch(says);
  });
});
