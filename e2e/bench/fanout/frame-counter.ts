const finalText = 0x81;
const finalPing = 0x89;
const twoBytes = 126;
const eightBytes = 127;
const longestHead = 10;

/**
 * Counts the text messages and pings in a server's stream of WebSocket frames (RFC 6455, 5.2) without reading them, so that a thousand
 * clients cost so little that it is the server that is measured.
 */
export class FrameCounter {
  messages = 0;
  pings = 0;
  /** Bytes of the frame at hand that are still to come. */
  #ahead = 0;
  #head = Buffer.alloc(0);

  take(chunk: Buffer): void {
    let at = Math.min(this.#ahead, chunk.length);
    this.#ahead -= at;
    while (at < chunk.length) {
      const head = Buffer.concat([this.#head, chunk.subarray(at, at + longestHead - this.#head.length)]);
      const size = sizeOf(head);
      if (size === undefined) {
        this.#head = head;
        return;
      }
      if (head[0] === finalText) this.messages += 1;
      if (head[0] === finalPing) this.pings += 1;
      const left = size - this.#head.length;
      this.#head = Buffer.alloc(0);
      this.#ahead = Math.max(0, left - (chunk.length - at));
      at += left - this.#ahead;
    }
  }
}

/** Bytes of a whole frame, by its first ones; undefined where they are too few to say. */
function sizeOf(head: Buffer): number | undefined {
  if (head.length < 2) return undefined;
  const short = (head[1] ?? 0) & 127;
  if (short < twoBytes) return 2 + short;
  if (short === twoBytes) return head.length < 4 ? undefined : 4 + head.readUInt16BE(2);
  return short === eightBytes && head.length >= longestHead ? longestHead + Number(head.readBigUInt64BE(2)) : undefined;
}
