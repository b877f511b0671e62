import { callerHeader } from "@agentos/service-kit/http/caller";
import { toAppError } from "@agentos/service-kit/http/errors";
import type { VerifyCaller } from "@agentos/service-kit/http/routes";
import type { ErrorRequestHandler } from "express";
import type { Context } from "../context.ts";
import { auditRefusal } from "../pipeline/refuse.ts";
import { incoming, wasSeen } from "./incoming.ts";

/**
 * Takes down requests for actions that the pipeline has not seen, because their body is no JSON or their address is not of the
 * expected form; then goes on to answer them.
 */
export function auditUnreadable(context: Context, verifyCaller: VerifyCaller): ErrorRequestHandler {
  return async (thrown: unknown, request, response, next) => {
    const header = request.method === "POST" && !wasSeen(response) ? request.get(callerHeader) : undefined;
    const caller = header === undefined ? undefined : await verifyCaller(header);
    if (caller) {
      const unread = incoming({ caller, request, response }, { body: undefined, door: "admin" });
      await auditRefusal(context, { request: unread }, toAppError(thrown));
    }
    next(thrown);
  };
}
