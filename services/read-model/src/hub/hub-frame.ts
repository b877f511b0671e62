import type { HubFrame } from "@agentos/contracts/realtime/frames";
import { encodeText } from "./text-frame.ts";

/** A frame of the contract, encoded to be sent to any number of sockets. */
export function encodeFrame(frame: HubFrame): Buffer {
  return encodeText(JSON.stringify(frame));
}
