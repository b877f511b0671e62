type Activity = readonly { at: string; finished: number; failed: number }[];

const bucketMs = 300_000;
const buckets = 12;

/** Attempts of the last hour by five minutes, the oldest first; what is not told of had none. */
export function lastHour(activity: Activity, now: number): { finished: number; failed: number; course: number[] } {
  const newest = Math.floor(now / bucketMs) * bucketMs;
  const course = Array.from({ length: buckets }, () => 0);
  let [finished, failed] = [0, 0];
  for (const one of activity) {
    const place = buckets - 1 - (newest - Date.parse(one.at)) / bucketMs;
    if (!(place >= 0 && place < buckets)) continue;
    course[Math.floor(place)] = one.finished + one.failed;
    finished += one.finished;
    failed += one.failed;
  }
  return { finished, failed, course };
}
