import ChevronDown from "lucide-react/icons/chevron-down";
import { filterClass, FilterFrame } from "./filter-frame.tsx";

type Given<Value extends string> = {
  label: string;
  value: Value | undefined;
  choices: readonly { value: Value; label: string }[];
  onChange: (value: Value | undefined) => void;
  /** What the line says that filters by nothing. */
  all?: string;
};

/** Filters by one of several. */
export function ChoiceFilter<Value extends string>({ label, value, choices, onChange, all = "All" }: Given<Value>) {
  return (
    <FilterFrame label={label}>
      {(tied) => (
        <div className="relative">
          <select
            {...tied}
            value={value ?? ""}
            onChange={({ target }) => onChange(choices.find((choice) => choice.value === target.value)?.value)}
            className={`${filterClass} appearance-none truncate pr-8`}
          >
            <option value="">{all}</option>
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </select>
          <ChevronDown
            size={15}
            aria-hidden
            className="pointer-events-none absolute top-2.5 right-2.5 text-ink-faint"
          />
        </div>
      )}
    </FilterFrame>
  );
}
