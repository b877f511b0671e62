import type { z } from "zod";
import type { ServiceName } from "../services.ts";

/** A typed request between services: `cmd` changes something, `query` does not. */
export type RequestContract<Request extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType> = {
  kind: "cmd" | "query";
  /** The service that answers. */
  owner: ServiceName;
  name: string;
  /** The services that may ask; NATS permissions derive from it. */
  callers: readonly ServiceName[];
  /** Milliseconds that the asker waits, unless it says otherwise. */
  deadlineMs: number;
  request: Request;
  reply: Reply;
};

/** A word to whoever listens, without an answer and without a promise that it arrives: a wake-up, never the truth. */
export type HintContract<Payload extends z.ZodType = z.ZodType> = {
  kind: "hint";
  owner: ServiceName;
  name: string;
  listeners: readonly ServiceName[];
  payload: Payload;
};

export function defineRequest<Request extends z.ZodType, Reply extends z.ZodType>(
  contract: RequestContract<Request, Reply>,
): RequestContract<Request, Reply> {
  return contract;
}

export function defineHint<Payload extends z.ZodType>(
  contract: Omit<HintContract<Payload>, "kind">,
): HintContract<Payload> {
  return { kind: "hint", ...contract };
}

/** `aos.{cmd|query|hint}.{owner}.{name}` */
export function subjectOf(contract: Pick<RequestContract | HintContract, "kind" | "owner" | "name">): string {
  return `aos.${contract.kind}.${contract.owner}.${contract.name}`;
}
