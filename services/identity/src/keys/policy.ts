import { accessToken } from "@agentos/contracts/access-token";
import type { Config } from "../config.ts";
import type { RotationPolicy } from "../domain/key-rotation.ts";

/** Seconds between two looks at the keys. */
export const refreshEverySeconds = 20;

/** What is told of the keys is no older than this. */
export const freshForMs = 1000;
/**
 * So long after a key was published everybody who verifies has it, or asks for it at the first token that it has signed: they ask again
 * no sooner than two seconds after the last time, and are told what is a second old at the most.
 */
export const knownEverywhereMs = 3500;

/** When keys take turns. Verifiers ask for the keys every minute; five are ample for a key to become known. */
export function rotationPolicy(config: Config): RotationPolicy {
  const { seconds, toleranceSeconds } = accessToken;
  return {
    get active() {
      return config.SIGNING_KEY_DAYS * 86_400;
    },
    published: 300,
    // An instance that has not yet looked may sign with it a little longer.
    retiring: seconds + toleranceSeconds + 5 * refreshEverySeconds,
  };
}
