import { describe, expect, it } from "vitest";
import { checkUrl } from "./check-url.ts";

const ports = [80, 443];

describe("checkUrl", () => {
  it("takes http and https on the allowed ports", () => {
    expect(checkUrl("https://example.org/a.mp4#t=3", ports).href).toBe("https://example.org/a.mp4");
    expect(checkUrl("http://example.org:80/a", ports).href).toBe("http://example.org/a");
  });

  it("follows a relative redirect", () => {
    expect(checkUrl("../b.mp4", ports, new URL("https://example.org/x/a")).href).toBe("https://example.org/b.mp4");
    expect(checkUrl("//other.org/c", ports, new URL("https://example.org/x")).href).toBe("https://other.org/c");
  });

  it.each([
    "",
    "not a link",
    "file:///etc/passwd",
    "ftp://example.org/a.mp4",
    "data:video/mp4;base64,AAAA",
    "javascript:alert(1)",
    "gopher://example.org",
    "http://",
    "http://user@example.org/",
    "http://user:secret@example.org/",
    "http://:secret@example.org/",
    "http://example.org:22/",
    "http://example.org:99999/",
    "http://[fe80::1%25eth0]/",
    "http://[::1/",
  ])("refuses %s", (text) => {
    expect(() => checkUrl(text, ports)).toThrow(expect.objectContaining({ code: "URL_NOT_ALLOWED" }));
  });
});
