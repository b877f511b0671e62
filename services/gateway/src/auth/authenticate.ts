import type { AccessLevel } from "@agentos/contracts/api/operation";
import { AppError } from "@agentos/contracts/errors";
import { isStaff } from "@agentos/contracts/roles";
import type { Caller } from "@agentos/service-kit/http/caller";
import type { RequestHandler } from "express";
import type { TokenVerifier } from "./token-verifier.ts";

export type Authenticate = (access: AccessLevel) => RequestHandler;

const bearer = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/i;
const longestToken = 4096;

/** Lets only those through who may call; `admit` gets who it is. Public operations have no caller, whatever is sent. */
export function createAuthenticate(
  verifier: Pick<TokenVerifier, "verify">,
  admit: (request: Parameters<RequestHandler>[0], caller: Caller) => Promise<void>,
): Authenticate {
  return (access) => async (request, response, next) => {
    if (access === "public") return next();
    try {
      const caller = await verifier.verify(readToken(request.get("authorization")));
      if (access === "staff" && !isStaff(caller.role)) throw new AppError("FORBIDDEN");
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
