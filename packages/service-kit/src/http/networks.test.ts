import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { networkList, parseNetworks, subscriberNetwork } from "./networks.ts";

const mappedHex = (address: string): string => {
  const [a = 0, b = 0, c = 0, d = 0] = address.split(".").map(Number);
  return `::ffff:${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
};

describe("networks", () => {
  it.each([
    ["10.0.0.0/8", "10.255.1.2", true],
    ["10.0.0.0/8", "11.0.0.1", false],
    ["127.0.0.1", "127.0.0.1", true],
    ["127.0.0.1", "127.0.0.2", false],
    ["0.0.0.0/0", "203.0.113.9", true],
    ["0.0.0.0/0", "2001:db8::1", false],
    ["::/0", "203.0.113.9", false],
    ["::1", "::1", true],
    ["::1", "127.0.0.1", false],
    ["2001:db8::/32", "2001:DB8:0:0::7", true],
    ["fe80::/10", "fe80::1%eth0", true],
    ["::ffff:10.0.0.0/104", "10.9.9.9", true],
    ["::ffff:0:0/96", "192.0.2.1", true],
  ])("%s has %s in it: %s", (network, address, inside) => {
    expect(parseNetworks([network]).includes(address)).toBe(inside);
  });

  it("take an IPv4 address for itself, however it is written as IPv6", () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), fc.ipV4(), (base, bits, address) => {
        const first = subnet(base, bits);
        const networks = parseNetworks([`${first}/${bits}`]);
        const inside = networks.includes(address);
        expect(inside).toBe(subnet(address, bits) === first);
        expect(networks.includes(`::ffff:${address}`)).toBe(inside);
        expect(networks.includes(mappedHex(address))).toBe(inside);
      }),
    );
  });

  it("have nobody in them where none is given", () => {
    const [nobody, everybody] = [parseNetworks([]), parseNetworks(["0.0.0.0/0", "::/0"])];
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (one) => {
        expect([nobody.includes(one), everybody.includes(one)]).toEqual([false, true]);
      }),
    );
  });

  it.each([
    "",
    "localhost",
    "127.1",
    "0x7f.0.0.1",
    "010.0.0.1",
    "2130706433",
    "10.0.0.1, 10.0.0.2",
    "10.0.0.1:80",
    "unknown",
    undefined,
  ])("do not have %j in them, which is no address", (text) => {
    expect(parseNetworks(["0.0.0.0/0", "::/0"]).includes(text)).toBe(false);
  });

  it.each(["10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8/8", "10.0.0.0/-1", "::/129", "fe80::1%eth0", "10.0.0/8", "all"])(
    "are not read from %s",
    (text) => {
      expect(() => parseNetworks([text])).toThrow(/neither an address nor a network/);
    },
  );

  it.each([
    ["10.1.2.3/8", "10.0.0.0/8"],
    ["2001:db8::1/32", "2001:db8::/32"],
  ])("are not read from %s, which says more than its prefix", (text, better) => {
    expect(() => parseNetworks([text])).toThrow(better);
  });

  it("come from the environment, separated by commas", () => {
    expect(networkList.parse(" 10.0.0.0/8 ,::1,").texts).toEqual(["10.0.0.0/8", "::1"]);
    expect(networkList.parse(undefined).texts).toEqual([]);
    expect(networkList.safeParse("10.0.0.0/8 ::1").success).toBe(false);
  });
});

describe("a subscriber", () => {
  it.each([
    ["203.0.113.9", "203.0.113.9/32"],
    ["::ffff:203.0.113.9", "203.0.113.9/32"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2::", "2001:db8:1:2::/64"],
    ["fe80::1%eth0", "fe80::/64"],
    ["nobody", undefined],
    [undefined, undefined],
  ])("at %s is %s", (address, network) => {
    expect(subscriberNetwork(address)).toBe(network);
  });
});

function subnet(address: string, bits: number): string {
  const parts = address.split(".").map(Number);
  const number = parts.reduce((sum, part) => sum * 256 + part, 0);
  const first = bits === 0 ? 0 : Math.floor(number / 2 ** (32 - bits)) * 2 ** (32 - bits);
  return [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".");
}
