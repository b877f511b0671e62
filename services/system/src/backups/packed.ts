import { pipeline, type Duplex, type Readable } from "node:stream";
import { createGunzip, createGzip } from "node:zlib";

/** Compresses; whoever reads the end learns of what went wrong on the way. */
export function packed(body: Readable, ...through: Duplex[]): Readable {
  return pipeline([body, ...through, createGzip({ level: 4 })], () => undefined) as unknown as Readable;
}

export function unpacked(body: Readable): Readable {
  return pipeline([body, createGunzip()], () => undefined) as unknown as Readable;
}
