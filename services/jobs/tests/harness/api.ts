import { randomUUID } from "node:crypto";
import type { Pagination } from "@agentos/contracts/api/envelope";
import type { BodyOf, Operation, ReplyOf } from "@agentos/contracts/api/operation";
import type { Role } from "@agentos/contracts/roles";
import { callerHeader, createCallerSigner } from "@agentos/service-kit/http/caller";

type Reply<Data> = {
  status: number;
  /** Present when the request succeeded. */
  data: Data;
  pagination: Pagination;
  error_code: string | undefined;
};

type Input<O extends Operation> = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: BodyOf<O>;
};

/** Calls the service's own HTTP interface, as the gateway does for a signed-in account. */
export type Api = <O extends Operation>(operation: O, input?: Input<O>) => Promise<Reply<ReplyOf<O>>>;

export function createApi(base: string, callerPrivateKey: string, account: { userId: string; role: Role }): Api {
  const sign = createCallerSigner(callerPrivateKey);
  const sessionId = randomUUID();
  return async (operation, { params = {}, query = {}, body } = {}) => {
    const path = operation.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? "");
    const response = await fetch(`${base}${path}?${new URLSearchParams(query).toString()}`, {
      method: operation.method,
      headers: { [callerHeader]: await sign({ ...account, sessionId }), "Content-Type": "application/json" },
      ...(operation.method === "POST" ? { body: JSON.stringify(body ?? {}) } : {}),
    });
    const reply = (await response.json()) as { data: never; pagination: Pagination; error_code?: string };
    return { status: response.status, error_code: reply.error_code, data: reply.data, pagination: reply.pagination };
  };
}
