import type { performanceFigures } from "@agentos/contracts/api/agents";
import { formatDuration } from "@agentos/ui/format/time";
import { Meter } from "@agentos/ui/parts/meter";
import type { Tone } from "@agentos/ui/parts/badge";
import type { z } from "zod";

export type Performance = z.output<typeof performanceFigures>;

const percent = (share: number | null): string => (share === null ? "–" : `${(share * 100).toFixed(1)} %`);

export function scoreText(score: number | null): string {
  return score === null ? "–" : score.toFixed(score >= 99.95 ? 0 : 1);
}

/** Below these a score is worth a look; the figures that say why stand beside it. */
export function scoreTone(score: number | null): Tone {
  if (score === null) return "none";
  return score >= 90 ? "good" : score >= 70 ? "warn" : "bad";
}

/** The score with the formula that it comes from, and its figures put in. */
export function Score({ of, since }: { of: Performance; since: string }) {
  const { score, success, efficiency, done, failed, busy_seconds: busy } = of;
  return (
    <div className="grid gap-3 rounded-control bg-sunken p-4">
      <Meter
        label="Performance score"
        share={score === null ? null : score / 100}
        text={`${scoreText(score)} of 100`}
        tone={scoreTone(score)}
        why="No attempt has ended yet"
      />
      <p className="text-sm text-ink-soft tabular-nums">
        <span className="font-medium text-ink">100 × success × efficiency</span>
        {score !== null && ` = 100 × ${percent(success)} × ${percent(efficiency)} = ${scoreText(score)}`}
      </p>
      <ul className="grid gap-1 text-sm text-ink-soft">
        <li>
          Success {percent(success)}: {done.toLocaleString("en")} {done === 1 ? "result" : "results"} taken,{" "}
          {failed.toLocaleString("en")} failed by other than their input’s fault.
        </li>
        <li>
          Efficiency {percent(efficiency)}: of {busy > 0 ? formatDuration(busy) : "no time"} at work, the share that
          went into results that were taken.
        </li>
        <li>{since}</li>
      </ul>
    </div>
  );
}
