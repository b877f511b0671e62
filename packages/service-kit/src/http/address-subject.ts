import ipaddr from "ipaddr.js";

/**
 * Whom an address stands for: IPv4 itself, also where it comes as IPv6; of IPv6 the first 64 bits, since whoever has one such
 * address has all of that network.
 */
export function addressSubject(address: string): string {
  if (!ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  return `${parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(":")}::/64`;
}
