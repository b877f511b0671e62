import { describeLive } from "@agentos/client/live/live-state";
import { useLiveState } from "../data/use-section.ts";

const looks = {
  live: { dot: "bg-good", word: "Live" },
  connecting: { dot: "bg-edge", word: "Connecting" },
  down: { dot: "bg-bad", word: "Polling" },
  refused: { dot: "bg-bad", word: "Polling" },
  resting: { dot: "bg-edge", word: "Resting" },
} as const;

/** Whether changes are told as they happen; in words where they are not. */
export function ConnectionState() {
  const state = useLiveState();
  const { dot, word } = looks[state.status];
  const words = describeLive(state, false);
  return (
    <output
      aria-label="Connection"
      data-state={state.status}
      title={words ?? "Every change is told as it happens."}
      className="inline-flex items-center gap-2 px-2 text-sm text-ink-soft"
    >
      <span aria-hidden className={`size-2 rounded-full ${dot}`} />
      {word}
    </output>
  );
}
