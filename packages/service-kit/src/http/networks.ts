import ipaddr from "ipaddr.js";
import { isIP } from "node:net";
import { z } from "zod";

type Address = ReturnType<typeof ipaddr.parse>;
type Network = readonly [address: Address, bits: number];

/** Networks that addresses can be held against. */
export type Networks = {
  /** As they were written. */
  readonly texts: readonly string[];
  /**
   * Whether an address lies in one of them. An IPv4 address that is written as IPv6 (`::ffff:10.0.0.1`, as sockets that hear
   * both show it) counts as the IPv4 address that it is. What is no address lies in none.
   */
  includes(address: string | undefined): boolean;
};

/** The same few addresses come again and again: the verdicts on some are remembered, each of an address's length at the most. */
const mostVerdicts = 1000;
const longestAddress = 64;

/**
 * Reads addresses and networks in CIDR form (RFC 4632, RFC 4291): `10.0.0.0/8`, `::1`. An empty list includes nobody.
 * Errors: a text that is no network, or that has bits set beyond its prefix: `10.1.2.3/8` is more than its writer may think.
 */
export function parseNetworks(texts: readonly string[]): Networks {
  const networks = texts.map(parseNetwork);
  const verdicts = new Map<string, boolean>();
  const judge = (text: string): boolean => {
    const address = parseAddress(text);
    return address !== undefined && networks.some((network) => contains(network, address));
  };
  return {
    texts,
    includes(text) {
      if (text === undefined) return false;
      const known = verdicts.get(text);
      if (known !== undefined) return known;
      const verdict = judge(text);
      if (verdicts.size >= mostVerdicts) verdicts.clear();
      if (text.length <= longestAddress) verdicts.set(text, verdict);
      return verdict;
    },
  };
}

/** An environment variable with networks, separated by commas; empty for none. */
export const networkList = z
  .string()
  .default("")
  .transform((text, context): Networks => {
    const parts = text.split(",").map((part) => part.trim());
    try {
      return parseNetworks(parts.filter((part) => part !== ""));
    } catch (error) {
      context.addIssue({ code: "custom", message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });

/**
 * The network that an address belongs to, in CIDR form: what one subscriber can change at will counts as one. An IPv4 address
 * stands for itself (/32), an IPv6 address for its /64. Undefined for what is no address.
 */
export function subscriberNetwork(text: string | undefined): string | undefined {
  const address = parseAddress(text);
  if (!address) return undefined;
  if (address instanceof ipaddr.IPv4) return `${address.toString()}/32`;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/64`).toString()}/64`;
}

/** An address without its zone, IPv4 where it is IPv4. Short and octal forms, which parsers read differently, are none. */
function parseAddress(text: string | undefined): Address | undefined {
  const [plain = ""] = (text ?? "").split("%");
  return isIP(plain) === 0 ? undefined : ipaddr.process(plain);
}

function parseNetwork(text: string): Network {
  const [base = "", length, ...rest] = text.split("/");
  const version = isIP(base);
  const all = version === 4 ? 32 : 128;
  const bits = length === undefined ? all : /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  if (version === 0 || base.includes("%") || rest.length > 0 || !(bits <= all)) {
    throw new Error(`${JSON.stringify(text)} is neither an address nor a network like 10.0.0.0/8.`);
  }
  const network = unmapped([ipaddr.parse(base), bits]);
  const first = firstOf(network);
  if (first !== network[0].toString()) throw new Error(`${text} has bits beyond its prefix: write ${first}/${bits}.`);
  return network;
}

/** `::ffff:10.0.0.0/104` as `10.0.0.0/8`. */
function unmapped([address, bits]: Network): Network {
  const mapped = address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && bits >= 96;
  return mapped ? [address.toIPv4Address(), bits - 96] : [address, bits];
}

function firstOf([address, bits]: Network): string {
  const family = address instanceof ipaddr.IPv4 ? ipaddr.IPv4 : ipaddr.IPv6;
  return family.networkAddressFromCIDR(`${address.toString()}/${bits}`).toString();
}

function contains([network, bits]: Network, address: Address): boolean {
  return network.kind() === address.kind() && address.match(network, bits);
}
