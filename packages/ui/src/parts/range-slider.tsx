import { Slider } from "radix-ui";

type Given = {
  label: string;
  /** The value in words, shown beside the label. */
  told: string;
  /** A label per thumb, read out. */
  thumbs: readonly string[];
  min: number;
  max: number;
  step?: number;
  value: number[];
  onChange: (value: number[]) => void;
};

/** A number, or a span of two, on a scale. */
export function RangeSlider({ label, told, thumbs, min, max, step = 1, value, onChange }: Given) {
  return (
    <div className="grid gap-2.5">
      <div className="flex items-baseline justify-between gap-4">
        <span className="font-medium">{label}</span>
        <output className="text-sm text-ink-soft tabular-nums">{told}</output>
      </div>
      <Slider.Root
        className="relative flex h-6 touch-none items-center select-none"
        value={value}
        min={min}
        max={max}
        step={step}
        onValueChange={onChange}
      >
        <Slider.Track className="relative h-1.5 grow rounded-full bg-edge/50">
          <Slider.Range className="absolute h-full rounded-full bg-ink" />
        </Slider.Track>
        {thumbs.map((thumb) => (
          <Slider.Thumb
            key={thumb}
            aria-label={`${label}: ${thumb}`}
            className="block size-6 rounded-full border-2 border-ink bg-surface shadow-lift"
          />
        ))}
      </Slider.Root>
    </div>
  );
}
