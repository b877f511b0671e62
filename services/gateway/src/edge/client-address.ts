import type { Networks } from "@agentos/service-kit/http/networks";
import type { IncomingMessage } from "node:http";
import proxyAddress from "proxy-addr";

/** Whether an address is a proxy's that is believed whom it speaks for. */
export type TrustsProxy = (address: string) => boolean;

export function trustsProxy(proxies: Networks): TrustsProxy {
  return (address) => proxies.includes(address);
}

/**
 * The address of a request, for what is answered before express: the first one, from the right, that is not a trusted proxy's. By the
 * very function that gives express its `request.ip`.
 */
export function addressOf(request: IncomingMessage, trusts: TrustsProxy): string {
  return proxyAddress(request, trusts);
}
