import { useState } from "react";
import { filterClass, FilterFrame } from "./filter-frame.tsx";

type Given = {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  placeholder?: string;
  /** What is wrong with it; it filters once nothing is. */
  problemOf?: (text: string) => string | undefined;
};

/** Filters by what is typed. */
export function TextFilter({ label, value = "", onChange, placeholder, problemOf }: Given) {
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  // It was changed elsewhere, as by going back.
  if (told !== value) {
    setTold(value);
    if (typed.trim() !== value) setTyped(value);
  }
  const text = typed.trim();
  const problem = text === "" ? undefined : problemOf?.(text);
  const take = (next: string): void => {
    setTyped(next);
    const wanted = next.trim();
    if (wanted === "" || problemOf?.(wanted) === undefined) onChange(wanted === "" ? undefined : wanted);
  };
  return (
    <FilterFrame label={label} problem={problem}>
      {(tied) => (
        <input
          {...tied}
          type="search"
          value={typed}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => take(target.value)}
          className={filterClass}
        />
      )}
    </FilterFrame>
  );
}
