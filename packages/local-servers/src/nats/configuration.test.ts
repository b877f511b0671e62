import { serviceNames } from "@agentos/contracts/services";
import { expect, it } from "vitest";
import { natsConfiguration } from "./configuration.ts";

it("gives every service a user of its own that may do some things and not all", () => {
  const parsed = JSON.parse(natsConfiguration((user) => `of-${user}`)) as {
    authorization: { users: { user: string; permissions?: { publish: object; subscribe: { allow: string[] } } }[] };
  };
  const { users } = parsed.authorization;
  expect(users.map(({ user }) => user)).toEqual(["admin", ...serviceNames]);
  for (const { permissions } of users.slice(1)) {
    expect(permissions?.subscribe.allow.length).toBeGreaterThan(0);
    expect(JSON.stringify(permissions)).not.toContain('"allow":[">"]');
  }
});
