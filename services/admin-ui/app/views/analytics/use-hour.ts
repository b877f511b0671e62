import { useEffect, useState } from "react";

const hourMs = 3_600_000;

/** The time, in milliseconds since 1970; another one once its hour is over. */
export function useHour(opened: number): number {
  const [now, setNow] = useState(opened);
  useEffect(() => {
    const left = hourMs - (now % hourMs);
    const timer = setTimeout(() => setNow(Date.now()), left + 1000);
    return () => clearTimeout(timer);
  }, [now]);
  return now;
}
