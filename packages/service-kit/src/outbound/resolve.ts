import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { AppError } from "@agentos/contracts/errors";
import { isInRanges, isPublicAddress } from "./public-address.ts";

/** All addresses of a host name. */
export type Lookup = (hostname: string) => Promise<string[]>;

/** The system's own resolver. */
export const systemLookup: Lookup = async (hostname) =>
  (await lookup(hostname, { all: true, verbatim: true })).map(({ address }) => address);

/**
 * Resolves a host and hands back the addresses that may be connected to, IPv4 first. A name with even one address that is
 * not allowed is refused as a whole. Errors: URL_NOT_ALLOWED, URL_UNREACHABLE where the name is not known.
 */
export async function resolveAllowed(
  hostname: string,
  allowedCidrs: readonly string[],
  lookupAll: Lookup,
): Promise<string[]> {
  const addresses = isIP(hostname) === 0 ? await lookUp(hostname, lookupAll) : [hostname];
  const forbidden = addresses.find((address) => !isPublicAddress(address) && !isInRanges(address, allowedCidrs));
  if (forbidden !== undefined) {
    throw new AppError("URL_NOT_ALLOWED", "The address leads into a private network. Use a public link to a video.", {
      cause: new Error(`${hostname} resolves to ${forbidden}`),
    });
  }
  return addresses.toSorted((a, b) => isIP(a) - isIP(b));
}

async function lookUp(hostname: string, lookupAll: Lookup): Promise<string[]> {
  try {
    // Not every resolver knows the written-out root of a name.
    const addresses = await lookupAll(hostname.replace(/\.$/, ""));
    if (addresses.length > 0) return addresses;
  } catch (cause) {
    throw new AppError("URL_UNREACHABLE", "The host name of the link is not known. Check the link.", { cause });
  }
  throw new AppError("URL_UNREACHABLE", "The host name of the link has no address. Check the link.");
}
