const smallLength = 125;
const twoByteLength = 0xff_ff;
/** The last fragment of a message of text. */
const finalText = 0x81;

/**
 * A whole text message as it goes over the wire from a server (RFC 6455, 5.2: unmasked, in one fragment), so that a message to
 * many is encoded once and each of them costs one write.
 */
export function encodeText(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const headBytes = length <= smallLength ? 2 : length <= twoByteLength ? 4 : 10;
  const frame = Buffer.allocUnsafe(headBytes + length);
  frame[0] = finalText;
  if (headBytes === 2) frame[1] = length;
  else if (headBytes === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, headBytes);
  return frame;
}
