import { socketLimits } from "@agentos/contracts/realtime/frames";

/**
 * How the connection is. `connecting`: for the first time, or again since a moment ago; nothing that a person should be told.
 * `down`: for longer than that, and tried on and on; or there is
 * a hub, which does not hear what happens. `resting`: let go, as nobody looks. `refused`: it makes no sense to try
 * before something else has changed; the words say what.
 */
export type LiveState =
  | { status: "connecting" }
  | { status: "live" }
  /** `since`: milliseconds since 1970. */
  | { status: "down"; since: number; words: string }
  | { status: "resting" }
  | { status: "refused"; why: Refusal; words: string };

/** There is no session; nobody may from here; there are too many sockets already. */
export type Refusal = "session" | "forbidden" | "crowded";

export const liveWords = {
  down: "Live updates are interrupted.",
  session: "Sign in to get live updates.",
  forbidden: "Live updates are not allowed from here.",
  crowded: `Live updates go to ${socketLimits.perAddress} windows at a time, and as many are open.`,
} as const;

/** Milliseconds between two looks at what is shown, while nothing is told. */
export const pollPaces = { usual: 30_000, hasty: 5000 } as const;

/**
 * How often the owner of a connection asks by itself, in milliseconds; undefined while it need not. `hasty`: somebody looks at
 * something that is under way.
 */
export function pollPace(state: LiveState, hasty: boolean): number | undefined {
  if (state.status === "live" || state.status === "connecting") return undefined;
  return hasty && state.status !== "resting" ? pollPaces.hasty : pollPaces.usual;
}

/** What people read beside what they look at; undefined while all is well. `hasty` as for `pollPace`. */
export function describeLive(state: LiveState, hasty: boolean): string | undefined {
  const pace = pollPace(state, hasty);
  if (pace === undefined || !("words" in state)) return undefined;
  if (state.status === "refused" && state.why === "session") return state.words;
  return `${state.words} This page asks every ${pace / 1000} seconds instead.`;
}
