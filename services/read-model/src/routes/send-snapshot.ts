import { createCodingChoice, type Coding } from "@agentos/service-kit/http/content-coding";
import { codedTag, tagMatches } from "@agentos/service-kit/http/entity-tag";
import type { Request, Response } from "express";
import { ageOf, isFresh, type SnapshotBytes } from "../snapshot/held-snapshot.ts";

const bodyOf = { identity: "identity", gzip: "gzip", br: "brotli" } as const satisfies Record<
  Coding,
  keyof SnapshotBytes
>;

/** Answers with bytes as they are kept: in the coding that suits, or that nothing has changed (RFC 9110, 13.1.2). */
export function createSnapshotAnswer(): (request: Request, response: Response, bytes: SnapshotBytes) => void {
  const chooseCoding = createCodingChoice();
  return (request, response, bytes) => {
    const coding = chooseCoding(request.get("accept-encoding"));
    const tag = codedTag(bytes.etag, coding);
    response.setHeader("ETag", tag);
    response.setHeader("Vary", "Accept-Encoding");
    response.setHeader("Cache-Control", "private, no-cache");
    response.setHeader("X-Cache", isFresh(bytes) ? "MISS" : "STALE");
    response.setHeader("Age", `${Math.floor(ageOf(bytes) / 1000)}`);
    const known = request.get("if-none-match");
    if (known !== undefined && tagMatches(known, tag)) {
      response.status(304).end();
      return;
    }
    if (coding !== "identity") response.setHeader("Content-Encoding", coding);
    response.type("json").send(Buffer.from(bytes[bodyOf[coding]], "base64"));
  };
}
