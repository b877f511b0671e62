import { useEffect, useState } from "react";

/** Somebody who types has stopped for so long. */
const settledMs = 300;

/** A value of JSON, once it has been the same for 300 ms; the first one at once. */
export function useSettled<Value>(value: Value): Value {
  const text = JSON.stringify(value);
  const [settled, setSettled] = useState({ text, value });
  useEffect(() => {
    const timer = setTimeout(
      () => setSettled((before) => (before.text === text ? before : { text, value })),
      settledMs,
    );
    return () => clearTimeout(timer);
    // The text says all that the value does.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [text]);
  return settled.value;
}
