import { AppError } from "@agentos/contracts/errors";

/** Runs what is only a wait. Errors: SERVICE_UNAVAILABLE when too many wait already. */
export type WaitingRoom = <T>(wait: () => Promise<T>) => Promise<T>;

export function createWaitingRoom(seats: number): WaitingRoom {
  let taken = 0;
  return async (wait) => {
    if (taken >= seats) {
      throw new AppError("SERVICE_UNAVAILABLE", "Too many people are signing in right now. Try again in a moment.", {
        retryAfterSeconds: 2,
      });
    }
    taken += 1;
    try {
      return await wait();
    } finally {
      taken -= 1;
    }
  };
}
