import { callerHeader } from "@agentos/service-kit/http/caller";
import { toAppError } from "@agentos/service-kit/http/errors";
import type { VerifyCaller } from "@agentos/service-kit/http/routes";
import type { ErrorRequestHandler } from "express";
import type { Context } from "../context.ts";
import { auditRefusal } from "../pipeline/refuse.ts";
import { incoming } from "./incoming.ts";

/** Errors of express' body parser carry a type: the pipeline has not seen these requests. */
const parserErrors = /^(entity|encoding|charset|request)\./;

/** Takes down requests for actions whose body could not even be read, then goes on to answer them. */
export function auditUnreadable(context: Context, verifyCaller: VerifyCaller): ErrorRequestHandler {
  return async (thrown: unknown, request, response, next) => {
    const { type } = (thrown ?? {}) as { type?: unknown };
    const header = request.get(callerHeader);
    const caller = header === undefined ? undefined : await verifyCaller(header);
    if (caller && typeof type === "string" && parserErrors.test(type)) {
      const unread = incoming({ caller, request, response }, { body: undefined, door: "admin" });
      await auditRefusal(context, { request: unread }, toAppError(thrown));
    }
    next(thrown);
  };
}
