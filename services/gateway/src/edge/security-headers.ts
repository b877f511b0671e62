import helmet from "helmet";
import type { RequestHandler } from "express";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";

/**
 * What browsers are told of every answer: an API's answers are never pages, run nothing and stand in no frame. Media may be
 * shown by the apps of the same site, on another port.
 */
export function securityHeaders(): RequestHandler {
  return headersWith({});
}

/**
 * The same for files with signed addresses, which people open by themselves: the browser's own player shows a clip, and a report has
 * its styles. Nothing runs there either.
 */
export function mediaHeaders(): RequestHandler {
  return headersWith({ mediaSrc: ["'self'"], imgSrc: ["'self'", "data:"], styleSrc: ["'unsafe-inline'"] });
}

function headersWith(more: Record<string, string[]>): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], ...more, frameAncestors: ["'none'"] },
    },
    crossOriginResourcePolicy: { policy: "same-site" },
    xFrameOptions: { action: "deny" },
  }) as RequestHandler;
}

/** The same as a list, name and value in turn, for answers that are given before express. */
export function securityHeaderList(): string[] {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  securityHeaders()(
    request as Parameters<RequestHandler>[0],
    response as Parameters<RequestHandler>[1],
    () => undefined,
  );
  return response.getHeaderNames().flatMap((name) => [name, String(response.getHeader(name))]);
}
