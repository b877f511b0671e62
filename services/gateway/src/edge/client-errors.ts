import { AppError } from "@agentos/contracts/errors";
import type { Logger } from "@agentos/service-kit/logger";
import { runInTrace } from "@agentos/service-kit/trace";
import type { Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { rawAnswer } from "@agentos/service-kit/http/raw-answer";

const sentences: Record<string, string> = {
  HPE_HEADER_OVERFLOW: "The headers of the request are too large.",
  ERR_HTTP_REQUEST_TIMEOUT: "The request was not sent in time.",
};

/** The latest answer that was begun on a connection, those apart that were given at once. */
export type Answering = WeakMap<Duplex, ServerResponse>;

/** Answers requests that are not even HTTP, or come too slowly, in the same form as all others; never into the midst of an answer. */
export function answerClientErrors(server: Server, log: Logger, answering: Answering): void {
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const begun = answering.get(socket);
    const midway = begun !== undefined && begun.headersSent && !begun.writableEnded;
    if (!socket.writable || midway || error.code === "ECONNRESET") {
      socket.destroy();
      return;
    }
    const message = sentences[error.code ?? ""] ?? "The request is not valid HTTP.";
    runInTrace(undefined, () => {
      log.info({ status: 400, why: error.code }, "request not understood");
      socket.end(rawAnswer(new AppError("VALIDATION_ERROR", message, { cause: error })), () => socket.destroy());
    });
  });
}
