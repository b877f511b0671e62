import type { KeyState } from "../db/tables.ts";

/** A signing key as the database has it; seconds by the database's clock. */
export type KeyAge = { kid: string; state: KeyState; secondsInState: number };

export type RotationPolicy = {
  /** Seconds that a key signs. */
  active: number;
  /** Seconds that a key is published before it signs: every verifier asks again within it. */
  published: number;
  /** Seconds that a key still verifies after it has stopped to sign: longer than any token lives. */
  retiring: number;
};

export type RotationStep =
  | { do: "make"; state: "next" | "active" }
  | { do: "promote"; kid: string }
  | { do: "drop"; kid: string };

/** What is due: the first key, a successor for an old key, its turn to sign, the end of a retired one. */
export function planRotation(keys: readonly KeyAge[], policy: RotationPolicy): RotationStep[] {
  const steps: RotationStep[] = keys
    .filter((key) => key.state === "retiring" && key.secondsInState >= policy.retiring)
    .map((key) => ({ do: "drop", kid: key.kid }));
  const active = keys.find((key) => key.state === "active");
  const next = keys.find((key) => key.state === "next");
  if (next && (!active || next.secondsInState >= policy.published)) steps.push({ do: "promote", kid: next.kid });
  else if (!active) steps.push({ do: "make", state: "active" });
  else if (!next && active.secondsInState >= policy.active) steps.push({ do: "make", state: "next" });
  return steps;
}
