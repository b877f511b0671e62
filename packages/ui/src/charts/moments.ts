const dayMs = 86_400_000;
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const clockWithSeconds = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const date = new Intl.DateTimeFormat("en", { day: "numeric", month: "short" });
const dateAndClock = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" });

/** A moment under an axis, in milliseconds since 1970: as much of it as marks that are `stepMs` apart need. */
export function axisMoment(ms: number, stepMs: number): string {
  const at = new Date(ms);
  if (stepMs >= dayMs) return date.format(at);
  if (stepMs < 60_000) return clockWithSeconds.format(at);
  const midnight = at.getHours() === 0 && at.getMinutes() === 0;
  return midnight ? date.format(at) : clock.format(at);
}

/** A moment by itself, in full to the minute. */
export function fullMoment(ms: number): string {
  return dateAndClock.format(new Date(ms));
}
