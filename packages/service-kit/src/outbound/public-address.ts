import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Public by its range, and yet the inside of a cloud: Azure's host agent. */
const refused = new Set(["168.63.129.16"]);
const globalUnicast6 = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an IP address is one of the public internet. All else is refused: loopback, private, link-local, shared,
 * multicast, reserved, and every IPv6 form that carries an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo), as a
 * gateway may turn it into an inner one.
 */
export function isPublicAddress(address: string): boolean {
  if (!isPlainAddress(address)) return false;
  const parsed = ipaddr.parse(address);
  if (refused.has(parsed.toString()) || parsed.range() !== "unicast") return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(globalUnicast6);
}

/** Whether an address lies in one of the ranges; a mapped IPv4 address lies in no IPv4 range. */
export function isInRanges(address: string, ranges: readonly string[]): boolean {
  if (!isPlainAddress(address)) return false;
  const parsed = ipaddr.parse(address);
  return ranges.some((range) => {
    const [network, bits] = ipaddr.parseCIDR(range);
    return parsed.kind() === network.kind() && parsed.match(network, bits);
  });
}

/** Without a zone, which names an interface of this machine, and without the short forms that only some parsers know. */
function isPlainAddress(address: string): boolean {
  return isIP(address) !== 0 && !address.includes("%");
}
