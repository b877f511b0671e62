import { expect, it } from "vitest";
import { readFileToken, signFileToken, type FileClaim } from "./file-token.ts";

const secret = "a key of the tests that is long enough to be one";
const claim: FileClaim = {
  key: "exports/logs/1.csv",
  name: "log lines – ä.csv",
  contentType: "text/csv",
  bytes: 12,
  sha256: "ab",
  expiresAt: 2000,
};

it("grants what was signed, until its time is over", () => {
  const token = signFileToken(claim, secret);
  expect(token).toMatch(/^[\w.-]+$/);
  expect(readFileToken(token, secret, 1999)).toEqual(claim);
  expect(readFileToken(token, secret, 2000)).toBeUndefined();
});

it("grants nothing that was changed, or signed by somebody else", () => {
  const token = signFileToken(claim, secret);
  const [, signature = ""] = token.split(".");
  const other = signFileToken({ ...claim, key: "exports/audit/2.ndjson" }, secret).split(".")[0] ?? "";
  const all = ["", ".", "a.b", "a.b.c", `${other}.${signature}`, `${token}.x`, signFileToken(claim, `${secret}!`)];
  expect(all.filter((forged) => readFileToken(forged, secret, 0))).toEqual([]);
});
