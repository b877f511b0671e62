import { subprotocol, tokenProtocolPrefix } from "@agentos/contracts/realtime/frames";

const tokenForm = /^[\w-]+\.[\w-]+\.[\w-]*$/;
const longestHeader = 8192;

/** What a client offers as subprotocols: whether it speaks ours, and its access token. */
export function readProtocols(header: string | undefined): { ours: boolean; token: string | undefined } {
  if (header === undefined || header.length > longestHeader) return { ours: false, token: undefined };
  const offered = header.split(",").map((one) => one.trim());
  const token = offered.find((one) => one.startsWith(tokenProtocolPrefix))?.slice(tokenProtocolPrefix.length);
  return { ours: offered.includes(subprotocol), token: token && tokenForm.test(token) ? token : undefined };
}
