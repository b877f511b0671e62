/** Why an attempt was told to stop. */
export type StopCause = "cancel" | "stale" | "shutdown" | "timeout";

/** The reason of an attempt's abort signal. */
export class StopReason extends Error {
  readonly stopCause: StopCause;

  constructor(stopCause: StopCause) {
    super(`stopped: ${stopCause}`);
    this.name = "StopReason";
    this.stopCause = stopCause;
  }
}

/** The cause of an aborted signal, if it was one of ours. */
export function stopCauseOf(signal: AbortSignal): StopCause | undefined {
  return signal.aborted && signal.reason instanceof StopReason ? signal.reason.stopCause : undefined;
}
