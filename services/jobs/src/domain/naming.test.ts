import { describe, expect, test } from "vitest";
import { readSourceUrl } from "./source-url.ts";
import { titleOf } from "./title.ts";

const upload = (filename: string) => ({
  kind: "upload" as const,
  upload_id: "",
  key: "",
  filename,
  bytes: 1,
  sha256: "",
});

describe("a job's title", () => {
  test.each([
    ["talk.mp4", "talk"],
    ["My.Holiday 2024.mov", "My.Holiday 2024"],
    ["no extension", "no extension"],
    [".mp4", ".mp4"],
    ["日本語.webm", "日本語"],
    ["v1.2 final version", "v1.2 final version"],
  ])("of the file %s", (filename, title) => {
    expect(titleOf(upload(filename))).toBe(title);
  });

  test.each([
    ["https://example.com/a/b/clip.mp4?x=1", "clip"],
    ["https://example.com/My%20talk", "My talk"],
    ["https://example.com/100%", "100%"],
    ["https://example.com/", "example.com"],
    ["https://example.com/watch/", "watch"],
  ])("of the address %s", (url, title) => {
    expect(titleOf({ kind: "url", url })).toBe(title);
  });

  test("is cut between characters", () => {
    expect(titleOf(upload("😀".repeat(300)))).toBe("😀".repeat(200));
  });
});

describe("a source address", () => {
  test("is kept without its fragment", () => {
    expect(readSourceUrl("HTTPS://Example.com/a b#t=1")).toBe("https://example.com/a%20b");
  });

  test.each([
    "ftp://a.b/c",
    "file:///etc/passwd",
    "data:text/plain,x",
    "https://u:p@a.b/",
    "https://u@a.b/",
    "nonsense",
    "http://",
  ])("is not %s", (url) => {
    expect(() => readSourceUrl(url)).toThrow(expect.objectContaining({ code: "URL_NOT_ALLOWED" }));
  });
});
