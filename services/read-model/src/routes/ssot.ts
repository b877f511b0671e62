import { AppError } from "@agentos/contracts/errors";
import type { Express } from "express";
import type { Context } from "../context.ts";

/** `GET /api/admin/ssot` from the bytes at hand; the gateway asks only when it has none of its own that it trusts. */
export function serveSnapshot(app: Express, { held }: Context): void {
  app.get("/api/admin/ssot", (_request, response) => {
    const { bytes } = held;
    if (!bytes) throw new AppError("SERVICE_UNAVAILABLE", undefined, { retryAfterSeconds: 1 });
    response.setHeader("ETag", bytes.etag);
    response.setHeader("X-Cache", "MISS");
    response.type("json").send(Buffer.from(bytes.identity, "base64"));
  });
}
