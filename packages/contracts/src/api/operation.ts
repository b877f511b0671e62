import type { z } from "zod";
import type { ActionContract } from "../actions/action-contract.ts";
import { isStaff, onlyReads, type Role } from "../roles.ts";

export type Tag = "jobs" | "agents" | "upload" | "queue" | "clips" | "analytics" | "auth" | "admin" | "system";

/** Who may call: anyone, any signed-in account, or any staff role. */
export type AccessLevel = "public" | "user" | "staff";

/** What the documentation of an action under a REST name tells of it. */
export type ActionFacts = Pick<ActionContract, "name" | "permission" | "ownFor" | "risk" | "perMinute">;

export type OperationExample = { params?: object; query?: object; body?: unknown; reply?: unknown };

/** One HTTP operation, from which routing, checking, OpenAPI and the typed client derive. */
export type Operation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType | "bytes" | null = z.ZodType | "bytes" | null,
  Reply extends z.ZodType | "bytes" = z.ZodType | "bytes",
> = {
  method: "GET" | "POST";
  /** Path in express form: `/api/jobs/:job_id`. */
  path: `/${string}`;
  tag: Tag;
  summary: string;
  access: AccessLevel;
  /** Makes or changes something that is not only one's own account: not for a role that only reads. */
  writes?: true;
  /** Begins a job or an upload: refused while staff has paused the intake. */
  takesIn?: true;
  /** Answered while the system is under maintenance too, whoever asks: without it no administrator could sign in. */
  duringMaintenance?: true;
  /** Only from the networks that the gateway is told administrators come from. */
  allowlisted?: true;
  /** The action that this is a REST name of; `of_body` where the body names it. It goes through the pipeline of actions. */
  action?: ActionFacts | "of_body";
  params: Params;
  query: Query;
  /** Schema of the JSON body, `bytes` for a raw stream, null for none. */
  body: Body;
  /** The handler gets the body as it came, and checks it itself. */
  unchecked?: boolean;
  /** Schema of `data` in the reply, or `bytes` where the handler writes the response itself. */
  reply: Reply;
  /** The reply is a page: `data` is an array with `pagination` beside it; `sometimes` where that is up to what was asked for. */
  paged?: boolean | "sometimes";
  /** The handler writes the response itself, from bytes that are kept ready; what they say is still of the reply's schema. */
  keptReady?: true;
  /** HTTP status of success; 200 unless said otherwise. */
  status?: 200 | 201 | 202 | 204;
  /** Schema of `data` where it may also be answered with 202: taken on, and still under way. */
  accepted?: z.ZodType;
  /** What is sent and what comes back as `data`, for readers of the documentation; a test holds it against the schemas. */
  example?: OperationExample;
};

/** Keeps the literal types of an operation, such as `paged: true`, from which the types of its handler and client derive. */
export function defineOperation<const Defined extends Operation>(operation: Defined): Defined {
  return operation;
}

/** What an operation's `data` is. */
export type ReplyOf<O extends Operation> =
  | (O["reply"] extends z.ZodType ? z.output<O["reply"]> : never)
  | (O["accepted"] extends z.ZodType ? z.output<O["accepted"]> : never);
/** What a client sends as the body. */
export type BodyOf<O extends Operation> = O["body"] extends z.ZodType ? z.input<O["body"]> : undefined;

/** Whether a role may call an operation. What it may do there to whom, the service judges. */
export function admits({ access, writes }: Pick<Operation, "access" | "writes">, role: Role): boolean {
  return (access !== "staff" || isStaff(role)) && !(writes && onlyReads(role));
}
