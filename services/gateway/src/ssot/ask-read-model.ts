import { ssot } from "@agentos/contracts/api/admin";
import { AppError } from "@agentos/contracts/errors";
import { getSnapshot } from "@agentos/contracts/messages/read-model";
import { codedTag, plainTag } from "@agentos/service-kit/http/entity-tag";
import { codings, type Coding } from "@agentos/service-kit/http/content-coding";
import { request, type Agent, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { requestHeaders } from "../upstream/request-headers.ts";
import type { Telling } from "./answer.ts";
import type { ReadyBody } from "./ready-snapshot.ts";

/** What read-model has answered. */
export type Asked = { body: ReadyBody } & Pick<Telling, "cache" | "age">;

export type ReadModelOptions = {
  /** Its internal HTTP interface. */
  target: string;
  agent: Agent;
};

/** After a failure nobody asks for so long: a service that hangs would hold every request up. */
const pauseMs = 500;

/** Asks read-model for the snapshot. However many ask at the same time, it gets one request for each coding that they want. */
export class ReadModel {
  readonly #options: ReadModelOptions;
  readonly #underWay = new Map<Coding, Promise<Asked>>();
  #failure: { error: unknown; at: number } | undefined;

  constructor(options: ReadModelOptions) {
    this.#options = options;
  }

  /**
   * `caller` is the signed word of who asks; the answer is the same for all of staff.
   * Errors: no answer within two seconds, one that is no 200, or a failure less than half a second ago.
   */
  ask(coding: Coding, caller: string | undefined): Promise<Asked> {
    if (this.#failure && performance.now() - this.#failure.at < pauseMs) return Promise.reject(this.#failure.error);
    const underWay = this.#underWay.get(coding);
    if (underWay) return underWay;
    const asking = this.#ask(coding, caller).finally(() => this.#underWay.delete(coding));
    this.#underWay.set(coding, asking);
    return asking;
  }

  async #ask(coding: Coding, caller: string | undefined): Promise<Asked> {
    try {
      const signal = AbortSignal.timeout(getSnapshot.deadlineMs);
      const response = await this.#send(coding, caller, signal);
      const bytes = await buffer(response);
      if (response.statusCode !== 200) throw new Error(`read-model answered ${response.statusCode}`);
      this.#failure = undefined;
      return read(response, bytes);
    } catch (cause) {
      const error = new AppError("SERVICE_UNAVAILABLE", undefined, { cause, retryAfterSeconds: 1 });
      this.#failure = { error, at: performance.now() };
      throw error;
    }
  }

  #send(coding: Coding, caller: string | undefined, signal: AbortSignal): Promise<IncomingMessage> {
    const { target, agent } = this.#options;
    const headers = requestHeaders({ "accept-encoding": coding }, { address: undefined, caller });
    return new Promise((resolve, reject) => {
      request(new URL(ssot.path, target), { agent, signal, headers }, resolve).once("error", reject).end();
    });
  }
}

function read({ headers }: IncomingMessage, bytes: Buffer): Asked {
  const coding = codings.find((one) => one === headers["content-encoding"]) ?? "identity";
  const tag = headers.etag === undefined ? undefined : codedTag(plainTag(headers.etag), coding);
  return {
    body: { bytes, coding, tag },
    cache: headers["x-cache"] === "STALE" ? "STALE" : "MISS",
    age: Number(headers.age ?? 0),
  };
}
