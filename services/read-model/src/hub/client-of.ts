import { clientAddressHeader, createAddressVerifier } from "@agentos/service-kit/http/client-address";
import type { Networks } from "@agentos/service-kit/http/networks";
import type { IncomingMessage } from "node:http";

export type Client = {
  /** IP address; undefined where the connection is gone already. */
  address: string | undefined;
  /** What the client has asked for as host. */
  host: string | undefined;
};

/**
 * From where a client comes: as the gateway has signed it; else the first address, from the right of `X-Forwarded-For`, that is
 * not a trusted proxy's.
 */
export function createClientOf(options: {
  gatewayKey: string;
  proxies: Networks;
}): (request: IncomingMessage) => Promise<Client> {
  const verify = createAddressVerifier(options.gatewayKey);
  return async ({ headers, socket }) => {
    const word = headers[clientAddressHeader];
    const signed = typeof word === "string" ? await verify(word) : undefined;
    if (signed !== undefined) return { address: signed, host: headers.host };
    const hops = String(headers["x-forwarded-for"] ?? "").split(",");
    let address = socket.remoteAddress;
    const proxied = options.proxies.includes(address);
    while (options.proxies.includes(address) && hops.length > 0) address = hops.pop()?.trim() || address;
    return { address, host: (proxied ? forwardedHost(headers) : undefined) ?? headers.host };
  };
}

function forwardedHost(headers: IncomingMessage["headers"]): string | undefined {
  const host = headers["x-forwarded-host"];
  return typeof host === "string" ? host.split(",")[0]?.trim() : undefined;
}
