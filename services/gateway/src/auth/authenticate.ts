import type { TokenVerifier } from "@agentos/access-kit/token-verifier";
import { admits, type Operation } from "@agentos/contracts/api/operation";
import { AppError } from "@agentos/contracts/errors";
import type { Caller } from "@agentos/service-kit/http/caller";
import type { Networks } from "@agentos/service-kit/http/networks";
import type { Request, RequestHandler } from "express";
import type { Switches } from "../switches/switches.ts";

export type Authenticate = (operation: Operation) => RequestHandler;

export type AuthenticateOptions = {
  verifier: Pick<TokenVerifier, "verify">;
  /** Where administrators come from. */
  allowlist: Networks;
  /** Gets who calls. */
  admit: (request: Parameters<RequestHandler>[0], caller: Caller) => Promise<void>;
  /** Whether the system is closed, and to what. */
  switches: Pick<Switches, "requireOpen" | "requireIntake">;
};

const bearer = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/i;
const longestToken = 4096;

/**
 * Lets only those through who may call, from where they may. Public operations have no caller, whatever is sent.
 * Errors: UNAUTHENTICATED and TOKEN_EXPIRED; ADDRESS_NOT_ALLOWED; FORBIDDEN; MAINTENANCE and INTAKE_PAUSED.
 */
export function createAuthenticate({ verifier, allowlist, admit, switches }: AuthenticateOptions): Authenticate {
  const callerOf = async (request: Request): Promise<Caller> =>
    verifier.verify(readToken(request.get("authorization")));
  return (operation) => async (request, response, next) => {
    if (operation.access === "public") {
      switches.requireOpen(operation, undefined);
      return next();
    }
    try {
      const caller = await callerOf(request).catch((error: unknown) => {
        // A closed system says so to strangers. An expired token may be an administrator's: it can be exchanged for a new one.
        if (!(error instanceof AppError && error.code === "TOKEN_EXPIRED")) switches.requireOpen(operation, undefined);
        throw error;
      });
      switches.requireOpen(operation, caller.role);
      if (operation.allowlisted && !allowlist.includes(request.ip)) throw new AppError("ADDRESS_NOT_ALLOWED");
      if (!admits(operation, caller.role)) throw new AppError("FORBIDDEN");
      switches.requireIntake(operation);
      await admit(request, caller);
    } catch (error) {
      // RFC 9110, 11.6.1
      if (error instanceof AppError && error.status === 401) response.setHeader("WWW-Authenticate", "Bearer");
      throw error;
    }
    return next();
  };
}

function readToken(header: string | undefined): string {
  if (header === undefined) throw new AppError("UNAUTHENTICATED");
  const token = header.length <= longestToken ? bearer.exec(header)?.[1] : undefined;
  if (token === undefined) {
    throw new AppError("UNAUTHENTICATED", "Send the access token as `Authorization: Bearer <token>`.");
  }
  return token;
}
