import { createHash, randomUUID } from "node:crypto";
import { request as openRequest, type Agent, type ClientRequest } from "node:http";
import type { Pagination } from "@agentos/contracts/api/envelope";
import type { BodyOf, Operation, ReplyOf } from "@agentos/contracts/api/operation";
import { uploadOperations } from "@agentos/contracts/api/upload";
import type { Role } from "@agentos/contracts/roles";
import { callerHeader, createCallerSigner } from "@agentos/service-kit/http/caller";

export type Reply<Data> = {
  status: number;
  data: Data;
  pagination: Pagination;
  error: string;
  error_code: string | undefined;
  details: { path: string; message: string }[];
  headers: Headers;
};

type Input<O extends Operation> = {
  params?: Record<string, string>;
  query?: Record<string, string | number>;
  body?: BodyOf<O>;
};

type ChunkAddress = { uploadId: string; index: number };

/** Calls the service's own HTTP interface, as the gateway does for a signed-in account. */
export type UploadsClient = {
  userId: string;
  call<O extends Operation>(operation: O, input?: Input<O>): Promise<Reply<ReplyOf<O>>>;
  sendChunk(
    to: ChunkAddress,
    bytes: Uint8Array | ReadableStream,
    headers?: Record<string, string>,
  ): Promise<Reply<ReplyOf<typeof uploadOperations.chunk>>>;
  /** A request whose body the test writes, or breaks off, by itself. */
  openChunk(to: ChunkAddress, headers?: Record<string, string>, agent?: Agent): Promise<ClientRequest>;
};

export function createUploadsClient(options: {
  base: () => string;
  callerPrivateKey: string;
  userId: string;
  role?: Role;
}): UploadsClient {
  const { base, userId, role = "user" } = options;
  const sign = createCallerSigner(options.callerPrivateKey);
  const sessionId = randomUUID();
  const signed = async (): Promise<Record<string, string>> => ({
    [callerHeader]: await sign({ userId, role, sessionId }),
  });
  const chunkUrl = ({ uploadId, index }: ChunkAddress): string =>
    `${base()}/api/upload/chunk?upload_id=${uploadId}&index=${index}`;
  const octets = { "Content-Type": "application/octet-stream" };
  return {
    userId,
    async call(operation, { params = {}, query = {}, body } = {}) {
      const path = operation.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? "");
      const search = new URLSearchParams(
        Object.entries(query).map(([name, value]) => [name, `${value}`] as [string, string]),
      );
      return readReply(
        await fetch(`${base()}${path}?${search.toString()}`, {
          method: operation.method,
          headers: { ...(await signed()), "Content-Type": "application/json" },
          ...(operation.method === "POST" ? { body: JSON.stringify(body ?? {}) } : {}),
        }),
      );
    },
    async sendChunk(to, bytes, headers = {}) {
      const init = { method: "POST", headers: { ...octets, ...(await signed()), ...headers }, body: bytes };
      return readReply(await fetch(chunkUrl(to), { ...init, duplex: "half" } as RequestInit));
    },
    async openChunk(to, headers = {}, agent) {
      const sent = { ...octets, ...(await signed()), ...headers };
      return openRequest(chunkUrl(to), { method: "POST", headers: sent, agent });
    },
  };
}

async function readReply<Data>(response: Response): Promise<Reply<Data>> {
  const body = (await response.json()) as Omit<Reply<Data>, "status" | "headers">;
  return { ...body, details: body.details ?? [], status: response.status, headers: response.headers };
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
