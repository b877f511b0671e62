import type { Caller } from "@agentos/service-kit/http/caller";
import type { Request, Response } from "express";
import type { Incoming } from "../pipeline/asked.ts";

type Asking = { caller: Caller; request: Request; response: Response };

/** What the pipeline reads of a request; the address is the one that the gateway has seen. */
export function incoming(
  { caller, request, response }: Asking,
  { body, door, waitMs }: Pick<Incoming, "body" | "door" | "waitMs">,
): Incoming {
  markSeen(response);
  return {
    caller,
    door,
    address: request.get("x-forwarded-for") ?? "",
    userAgent: request.get("user-agent") ?? "",
    body,
    key: request.get("x-idempotency-key"),
    ...(waitMs === undefined ? {} : { waitMs }),
    setHeader: (name, value) => void response.setHeader(name, value),
  };
}

/** From here on the pipeline takes down what comes of the request. */
function markSeen(response: Response): void {
  response.locals["seenByPipeline"] = true;
}

export function wasSeen(response: Response): boolean {
  return response.locals["seenByPipeline"] === true;
}
