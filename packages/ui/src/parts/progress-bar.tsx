import { Progress } from "radix-ui";

type Given = {
  /** 0–1. */
  share: number;
  label: string;
  /** Nothing moves at present. */
  still?: boolean;
  className?: string;
};

/** How far something is, as a marker drawn over a line. */
export function ProgressBar({ share, label, still = false, className = "h-2" }: Given) {
  const percent = Math.max(0, Math.min(100, share * 100));
  return (
    <Progress.Root
      value={Math.floor(percent)}
      aria-label={label}
      className={`relative w-full overflow-hidden rounded-full bg-ink/12 ${className}`}
    >
      <Progress.Indicator
        className={`h-full origin-left rounded-full transition-[width] duration-700 ease-out ${still ? "bg-ink-faint" : "bg-marker-deep"}`}
        style={{ width: `${percent}%` }}
      />
    </Progress.Root>
  );
}
