import { inputClass } from "@agentos/ui/parts/field";
import { IconButton } from "@agentos/ui/parts/button";
import Minus from "lucide-react/icons/minus";
import Plus from "lucide-react/icons/plus";
import { useId, useState, type ReactNode } from "react";

type Given = {
  label: string;
  hint?: string;
  unit?: string;
  /** What holds now; null where nobody has said. */
  value: number | null;
  /** What the steps begin at where nothing holds. */
  start?: number;
  min: number;
  max: number;
  /** Whole numbers only, unless told. */
  fraction?: boolean;
  /** What sets it; `why` tells why the number cannot be set as it is. */
  children: (wanted: number, why: string | undefined) => ReactNode;
};

/** A number to be set to another: in steps or typed, and then by an action. What holds is shown until another is wanted. */
export function NumberStep(given: Given) {
  const { label, hint, unit, value, start = given.min, min, max, fraction = false, children } = given;
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? (value === null ? "" : String(value));
  const wanted = Number(shown);
  const why = whyNot({ ...given, fraction }, shown, wanted);
  const step = (by: number): void => {
    const next = (shown === "" || !Number.isFinite(wanted) ? start : Math.round(wanted)) + (shown === "" ? 0 : by);
    setTyped(String(Math.max(min, Math.min(max, next))));
  };
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label} {unit && <span className="font-normal text-ink-faint">({unit})</span>}
      </label>
      <div className="flex flex-wrap items-center gap-1">
        <IconButton label={`Fewer: ${label}`} onClick={() => step(-1)}>
          <Minus size={17} aria-hidden />
        </IconButton>
        <input
          id={id}
          inputMode={fraction ? "decimal" : "numeric"}
          autoComplete="off"
          value={shown}
          placeholder="–"
          aria-describedby={hint ? `${id}-hint` : undefined}
          onChange={(event) => setTyped(event.target.value)}
          className={`${inputClass} h-9! w-20! text-center tabular-nums`}
        />
        <IconButton label={`More: ${label}`} onClick={() => step(1)}>
          <Plus size={17} aria-hidden />
        </IconButton>
        {children(wanted, why)}
      </div>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-ink-faint">
          {hint}
        </p>
      )}
    </div>
  );
}

type Bounds = Required<Pick<Given, "value" | "min" | "max" | "fraction">>;

function whyNot({ value, min, max, fraction }: Bounds, shown: string, wanted: number): string | undefined {
  if (shown.trim() === "") return "No number is given.";
  if (!Number.isFinite(wanted) || (!fraction && !Number.isInteger(wanted))) return "This is not a whole number.";
  if (wanted < min || wanted > max) return `It has to be between ${min} and ${max}.`;
  return wanted === value ? `It is ${value} already.` : undefined;
}
