import { isIP } from "node:net";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isInRanges, isPublicAddress } from "./public-address.ts";

const inner = [
  ..."0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1".split(
    " ",
  ),
  ..."172.31.255.255 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.51.100.7 203.0.113.9".split(" "),
  ..."224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 168.63.129.16".split(" "),
  ...":: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:7f00:1 ::ffff:0:127.0.0.1 64:ff9b::7f00:1".split(" "),
  ..."64:ff9b::8.8.8.8 64:ff9b:1::a00:1 2002:7f00:1:: 2001::1 2001:db8::1 3fff::1 100::1 fc00::1 fd00:ec2::254".split(
    " ",
  ),
  ..."fe80::1 fe80::1%eth0 fe80::1%25eth0 fec0::1 ff02::1 4000::1 5f00::1 2606:4700::1111%lo".split(" "),
  // Not an address at all.
  ..."localhost example.org 127.1 0x7f.0.0.1 2130706433 0177.0.0.1 1.2.3 1.2.3.4.5 [::1]".split(" "),
  "",
];

const octet = fc.integer({ min: 0, max: 255 });
const privateV4 = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127), octet, octet, octet),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
  fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
  fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
  fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet),
);

describe("isPublicAddress", () => {
  it.each(inner)("refuses %s", (address) => expect(isPublicAddress(address)).toBe(false));

  it.each(["8.8.8.8", "1.1.1.1", "93.184.215.14", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001:81b::200e"])(
    "takes %s",
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it("refuses every private IPv4 address, however a URL spells it", () => {
    fc.assert(
      fc.property(privateV4, fc.constantFrom(...spellings), ([a, b, c, d], spell) => {
        const url = URL.parse(`http://${spell(a, b, c, d)}/`);
        expect(url?.hostname).toBe(`${a}.${b}.${c}.${d}`);
        expect(isPublicAddress(url?.hostname ?? "")).toBe(false);
      }),
    );
  });

  it("refuses every IPv6 address that carries an IPv4 address", () => {
    const prefixes = ["::ffff:", "::", "64:ff9b::", "64:ff9b:1::", "::ffff:0:", "2002:"];
    fc.assert(
      fc.property(fc.tuple(octet, octet, octet, octet), fc.constantFrom(...prefixes), ([a, b, c, d], prefix) => {
        const [high, low] = [(a * 256 + b).toString(16), (c * 256 + d).toString(16)];
        const address = prefix === "2002:" ? `2002:${high}:${low}::1` : `${prefix}${high}:${low}`;
        expect(isIP(address)).toBe(6);
        expect(isPublicAddress(address)).toBe(false);
      }),
    );
  });

  it("answers for any text without throwing", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()), (text) => {
        expect(typeof isPublicAddress(text)).toBe("boolean");
      }),
    );
  });
});

type Spelling = (a: number, b: number, c: number, d: number) => string;
const number = (a: number, b: number, c: number, d: number): number => ((a * 256 + b) * 256 + c) * 256 + d;
const fullWidth = (text: string): string =>
  text.replaceAll(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));

const spellings: Spelling[] = [
  (a, b, c, d) => `${a}.${b}.${c}.${d}`,
  (a, b, c, d) => `${a}.${b}.${c}.${d}.`,
  (...octets) => String(number(...octets)),
  (...octets) => `0x${number(...octets).toString(16)}`,
  (...octets) => `0${number(...octets).toString(8)}`,
  (a, b, c, d) => `0${a.toString(8)}.0x${b.toString(16)}.${c}.${d}`,
  (a, b, c, d) => `${a}.${number(0, b, c, d)}`,
  (a, b, c, d) => `${a}.${b}.${c * 256 + d}`,
  (a, b, c, d) => fullWidth(`${a}.${b}.${c}.${d}`),
  (a, b, c, d) => `${a}%2e${b}%2E${c}.${d}`,
  (a, b, c, d) => `${a}。${b}．${c}.${d}`,
];

describe("isInRanges", () => {
  it("knows the ranges of both families apart", () => {
    expect(isInRanges("127.0.0.1", ["127.0.0.0/8"])).toBe(true);
    expect(isInRanges("::1", ["::1/128"])).toBe(true);
    expect(isInRanges("::ffff:127.0.0.1", ["127.0.0.0/8"])).toBe(false);
    expect(isInRanges("::1", ["127.0.0.0/8"])).toBe(false);
    expect(isInRanges("10.0.0.1", ["127.0.0.0/8", "::/0"])).toBe(false);
    expect(isInRanges("10.0.0.1", [])).toBe(false);
  });
});
