import type { RequestHandler } from "express";

const lingerMs = 3000;

/**
 * When a request is answered before its body has arrived, the rest is read and thrown away for a moment, so that the client
 * gets to read the answer; then the connection is cut.
 */
export const finishUpload: RequestHandler = (request, response, next) => {
  response.once("finish", () => {
    if (request.complete) return;
    request.resume();
    const timer = setTimeout(() => request.socket.destroy(), lingerMs).unref();
    request.once("close", () => clearTimeout(timer));
  });
  next();
};
