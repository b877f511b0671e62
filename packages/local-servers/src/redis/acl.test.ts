import { expect, it } from "vitest";
import { aclFile } from "./acl.ts";

it("has no user without a password, and no password in clear", () => {
  const text = aclFile(["jobs"], (user) => `secret-of-${user}`);
  const lines = text.trim().split("\n");
  expect(lines[0]).toBe("user default off");
  expect(lines.slice(1).map((line) => / on #[0-9a-f]{64} /.test(line))).toEqual([true, true]);
  expect(text).not.toContain("secret-of");
});
