const day = new Intl.DateTimeFormat("en", { day: "numeric", month: "short" });
const time = new Intl.DateTimeFormat("en", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
  hourCycle: "h23",
});
const exact = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "long" });

/** `22 Nov`, in local time. */
export const formatDay = (at: string): string => day.format(Date.parse(at));
/** `00:42:13.434`, in local time. */
export const formatTime = (at: string): string => time.format(Date.parse(at));
/** The whole moment with its zone. */
export const formatMoment = (at: string): string => exact.format(Date.parse(at));
