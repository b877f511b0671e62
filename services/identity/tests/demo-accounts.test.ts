import { roles, type Role } from "@agentos/contracts/roles";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { IdentityService } from "../src/service.ts";
import { prepareIdentity, type TestIdentity } from "./support/identity.ts";

let identity: TestIdentity;
let folder: string;
let file: string;

type Accounts = Record<Role, { email: string; password: string }>;

beforeAll(async () => {
  identity = await prepareIdentity();
  folder = await mkdtemp(path.join(tmpdir(), "agentos-demo-"));
  file = path.join(folder, "state", "demo-accounts.json");
});
afterAll(async () => {
  await identity.stop();
  await rm(folder, { recursive: true });
});

const start = (): Promise<IdentityService> => identity.start({ DEMO_ACCOUNTS_FILE: file });
const read = async (): Promise<Accounts> => JSON.parse(await readFile(file, "utf8")) as Accounts;

async function signsIn(service: IdentityService, account: Accounts[Role]): Promise<unknown> {
  return ((await identity.call(service, "login", account)).data as { user?: { role?: Role } } | undefined)?.user?.role;
}

it("makes one account of each role, for its owner's eyes alone", async () => {
  const service = await start();
  const accounts = await read();
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(Object.keys(accounts)).toEqual(roles);
  for (const role of roles) {
    expect(accounts[role].email).toBe(`${role}@agentos.test`);
    expect(await signsIn(service, accounts[role])).toBe(role);
  }
  expect(new Set(roles.map((role) => accounts[role].password)).size).toBe(roles.length);
});

it("keeps them at later starts", async () => {
  const before = await read();
  const service = await start();
  expect(await read()).toEqual(before);
  expect(await signsIn(service, before.admin)).toBe("admin");
});

it("brings back an account that is missing", async () => {
  await identity.sql("delete from users where role = 'operator'");
  const service = await start();
  expect(await signsIn(service, (await read()).operator)).toBe("operator");
});

it("gives new passwords when the file is lost", async () => {
  const before = await read();
  await rm(file);
  const service = await start();
  const after = await read();
  expect(after.admin.password).not.toBe(before.admin.password);
  expect(await signsIn(service, after.admin)).toBe("admin");
  expect(await signsIn(service, before.admin)).toBeUndefined();
});
