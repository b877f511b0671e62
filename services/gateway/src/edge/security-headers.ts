import helmet from "helmet";
import type { RequestHandler } from "express";

/**
 * What browsers are told of every answer: an API's answers are never pages, run nothing and stand in no frame. Media may be
 * shown by the apps of the same site, on another port.
 */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginResourcePolicy: { policy: "same-site" },
    xFrameOptions: { action: "deny" },
  }) as RequestHandler;
}
