import { RadioGroup } from "radix-ui";
import { useId, type ReactNode } from "react";

type Given<T extends string> = {
  label: string;
  hint?: string;
  value: T;
  choices: readonly { value: T; label: string; icon?: ReactNode }[];
  onChange: (value: T) => void;
};

/** One of a few, all in sight. */
export function Choice<T extends string>({ label, hint, value, choices, onChange }: Given<T>) {
  const id = useId();
  const choose = (chosen: string): void => {
    const found = choices.find((choice) => choice.value === chosen);
    if (found) onChange(found.value);
  };
  return (
    <div className="grid gap-2">
      <span id={id} className="font-medium">
        {label}
      </span>
      <RadioGroup.Root
        aria-labelledby={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        value={value}
        onValueChange={choose}
        className="flex flex-wrap gap-2"
      >
        {choices.map((choice) => (
          <RadioGroup.Item
            key={choice.value}
            value={choice.value}
            className="inline-flex h-10 items-center gap-2.5 rounded-control border border-edge px-3.5 text-sm font-medium text-ink-soft transition-colors hover:bg-sunken data-[state=checked]:border-ink data-[state=checked]:bg-marker-wash data-[state=checked]:text-ink data-[state=checked]:shadow-[inset_0_0_0_1px_var(--ink)]"
          >
            {choice.icon}
            {choice.label}
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-ink-faint">
          {hint}
        </p>
      )}
    </div>
  );
}
