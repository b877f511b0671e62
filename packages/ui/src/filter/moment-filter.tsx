import { localOf, momentOf } from "../form/moments.ts";
import { filterClass, FilterFrame } from "./filter-frame.tsx";

type Given = {
  label: string;
  /** ISO 8601. */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
};

/** Filters by a moment, given in local time. */
export function MomentFilter({ label, value, onChange }: Given) {
  return (
    <FilterFrame label={label}>
      {(tied) => (
        <input
          {...tied}
          type="datetime-local"
          step={1}
          value={localOf(value)}
          onChange={({ target }) => {
            const moment = momentOf(target.value);
            if (moment !== undefined || target.value === "") onChange(moment);
          }}
          className={filterClass}
        />
      )}
    </FilterFrame>
  );
}
