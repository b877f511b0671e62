import type { Socket } from "node:net";
import { callbackify } from "node:util";
import { buildConnector } from "undici";
import { resolveAllowed, type Lookup } from "./resolve.ts";

export type GuardOptions = { allowedCidrs: readonly string[]; connectTimeoutMs: number; lookup: Lookup };

/** Addresses of one host that are tried before giving up. */
const maxAddresses = 4;

/**
 * An undici connector that resolves the host itself, checks every address, and connects to the very address that it
 * checked, so that a name which changes its address in between (DNS rebinding) gains nothing. TLS still checks the name.
 */
export function guardedConnector(options: GuardOptions): buildConnector.connector {
  const connect = buildConnector({ timeout: options.connectTimeoutMs, allowH2: false, autoSelectFamily: false });
  const opened = callbackify((target: buildConnector.Options) => open(target, connect, options));
  return (target, callback) =>
    opened(target, (error, socket) => (error ? callback(error, null) : callback(null, socket)));
}

async function open(
  target: buildConnector.Options,
  connect: buildConnector.connector,
  { allowedCidrs, lookup }: GuardOptions,
): Promise<Socket> {
  const addresses = await resolveAllowed(target.hostname, allowedCidrs, lookup);
  let failure: unknown;
  for (const address of addresses.slice(0, maxAddresses)) {
    try {
      return await connectTo(connect, { ...target, hostname: address });
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

function connectTo(connect: buildConnector.connector, target: buildConnector.Options): Promise<Socket> {
  return new Promise((resolve, reject) => {
    connect(target, (...[error, socket]) => {
      if (socket) resolve(socket);
      else reject(error);
    });
  });
}
