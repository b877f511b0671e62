import { tones, type Tone } from "./tones.ts";

type Given = {
  label: string;
  /** 0–1; null where it is not known. */
  share: number | null;
  /** What stands beside it instead of the percentage: `3.1 of 8 GB`. */
  text?: string;
  tone?: Tone;
  /** Why it is not known. */
  why?: string;
};

/** A labelled share of a whole: `CPU 43 %`. */
export function Meter({ label, share, text, tone = "none", why = "Not measured yet" }: Given) {
  const percent = share === null ? null : Math.round(Math.max(0, Math.min(1, share)) * 100);
  const said = percent === null ? "–" : (text ?? `${percent} %`);
  return (
    <div className="grid min-w-0 grid-cols-1 gap-1 text-sm" title={percent === null ? why : undefined}>
      <div className="flex justify-between gap-3">
        <span className="min-w-0 truncate text-ink-soft">{label}</span>
        <span className="shrink-0 font-medium tabular-nums">{said}</span>
      </div>
      {percent === null ? (
        <div className="h-1.5 rounded-full border border-dashed border-edge" />
      ) : (
        <div className="relative h-1.5 overflow-hidden rounded-full bg-ink/12">
          <meter className="sr-only" aria-label={label} min={0} max={100} value={percent} />
          <div className={`h-full rounded-full ${tones[tone].fill}`} style={{ width: `${percent}%` }} />
        </div>
      )}
    </div>
  );
}
