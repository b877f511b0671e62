import { z } from "zod";

/** An address, or a network in CIDR form without bits beyond its prefix: `10.0.0.0/8`, `2001:db8::/32`. */
export const network = z
  .union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])
  .refine(isWholeNetwork, { error: "has bits beyond its prefix: write the first address of the network" });

function isWholeNetwork(text: string): boolean {
  const [base = "", bits] = text.split("/");
  if (bits === undefined) return true;
  return base.includes(":") ? isWholeV6(base, Number(bits)) : isWholeV4(base, Number(bits));
}

function isWholeV4(base: string, bits: number): boolean {
  const value = base.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return value % 2 ** (32 - bits) === 0;
}

/** By whole groups: `2001:db8::/32`. */
function isWholeV6(base: string, bits: number): boolean {
  if (!base.endsWith("::")) return bits === 128;
  const groups = base
    .slice(0, -2)
    .split(":")
    .filter((group) => group !== "");
  return groups.length * 16 <= bits;
}
