import { randomUUID } from "node:crypto";
import type { Operation, ReplyOf } from "@agentos/contracts/api/operation";
import type { Role } from "@agentos/contracts/roles";
import { callerHeader, createCallerSigner } from "@agentos/service-kit/http/caller";

type Reply<Data> = { status: number; data: Data; error_code: string | undefined };
type Options = { params?: Record<string, string>; role?: Role };

/** Reads from the service's own HTTP interface, as the gateway does for a signed-in account; as an operator unless told. */
export type Api = <O extends Operation>(operation: O, options?: Options) => Promise<Reply<ReplyOf<O>>>;

export function createApi(port: () => number, callerPrivateKey: string): Api {
  const sign = createCallerSigner(callerPrivateKey);
  return async (operation, { params = {}, role = "operator" } = {}) => {
    const address = operation.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? "");
    const caller = await sign({ userId: randomUUID(), role, sessionId: randomUUID() });
    const response = await fetch(`http://127.0.0.1:${port()}${address}`, { headers: { [callerHeader]: caller } });
    const reply = (await response.json()) as { data: never; error_code?: string };
    return { status: response.status, data: reply.data, error_code: reply.error_code };
  };
}
