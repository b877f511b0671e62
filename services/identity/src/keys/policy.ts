import { accessToken } from "@agentos/contracts/access-token";
import type { Config } from "../config.ts";
import type { RotationPolicy } from "../domain/key-rotation.ts";

/** Seconds between two looks at the keys. */
export const refreshEverySeconds = 20;

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
