import { aspects, type Aspect } from "@agentos/contracts/job-options";
import { Choice } from "@agentos/ui/parts/choice";
import { RangeSlider } from "@agentos/ui/parts/range-slider";
import type { OptionsGiven } from "./options-given.ts";

const shapes: Record<Aspect, { label: string; box: string }> = {
  "9:16": { label: "Upright", box: "h-5 w-[0.7rem]" },
  "1:1": { label: "Square", box: "size-4" },
  "16:9": { label: "Wide", box: "h-[0.7rem] w-5" },
};

/** How many clips, how long, and of which shape. */
export function ShapeOptions({ options, onChange }: OptionsGiven) {
  return (
    <div className="grid content-start gap-6">
      <RangeSlider
        label="Number of clips"
        told={options.clip_count === 1 ? "1" : `up to ${options.clip_count}`}
        thumbs={["Most clips"]}
        min={1}
        max={20}
        value={[options.clip_count]}
        onChange={([clipCount = 6]) => onChange({ clip_count: clipCount })}
      />
      <RangeSlider
        label="Length of a clip"
        told={`${options.min_seconds}–${options.max_seconds} s`}
        thumbs={["Shortest, in seconds", "Longest, in seconds"]}
        min={5}
        max={180}
        step={5}
        value={[options.min_seconds, options.max_seconds]}
        onChange={([least = 15, most = 60]) => onChange({ min_seconds: least, max_seconds: most })}
      />
      <Choice
        label="Shape"
        value={options.aspect}
        onChange={(aspect) => onChange({ aspect })}
        choices={aspects.map((aspect) => ({
          value: aspect,
          label: `${shapes[aspect].label} ${aspect}`,
          icon: <span className={`rounded-[3px] border-2 border-current ${shapes[aspect].box}`} />,
        }))}
      />
      <Choice
        label="Resolution"
        value={options.resolution}
        onChange={(resolution) => onChange({ resolution })}
        choices={[
          { value: "720p", label: "720p" },
          { value: "1080p", label: "1080p" },
        ]}
      />
    </div>
  );
}
