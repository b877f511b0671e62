import { parse, v7 as uuidv7 } from "uuid";

/** What a UUIDv7 can tell of time, in 48 bits. */
const lastMillisecond = 2 ** 48 - 1;

/** Name of a new builder's time, a UUIDv7: greater than the greatest that was heard, though the clock there may be ahead of this one. */
export function epochAfter(greatest: string | undefined, now = Date.now()): string {
  const after = greatest === undefined ? now : Math.max(now, millisecondsOf(greatest) + 1);
  return uuidv7({ msecs: Math.min(after, lastMillisecond) });
}

/** The first 48 bits of a UUIDv7 are milliseconds since 1970. */
function millisecondsOf(epoch: string): number {
  return Buffer.from(parse(epoch)).readUIntBE(0, 6);
}
