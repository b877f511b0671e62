import cors from "cors";
import type { RequestHandler } from "express";

/** Lets pages of the given origins, and of no others, call from a browser. Tokens travel in a header, so no cookies. */
export function crossOrigin(origins: readonly string[]): RequestHandler {
  const allowed = new Set(origins.map((origin) => new URL(origin).origin));
  return cors({
    // Where the answer is no, the request goes on as if there were no such thing as other origins.
    origin: (origin, answer) => answer(null, origin !== undefined && allowed.has(origin)),
    methods: ["GET", "HEAD", "POST"],
    allowedHeaders: [
      "Authorization",
      "Content-Type",
      "If-None-Match",
      "Range",
      "Traceparent",
      "X-Chunk-Sha256",
      "X-Idempotency-Key",
      "X-Trace-Id",
    ],
    exposedHeaders: [
      "Age",
      "Content-Range",
      "ETag",
      "Idempotency-Replayed",
      "RateLimit",
      "RateLimit-Policy",
      "Retry-After",
      "X-Cache",
      "X-Trace-Id",
    ],
    maxAge: 600,
  });
}
