import Eye from "lucide-react/icons/eye";
import EyeOff from "lucide-react/icons/eye-off";
import { useState, type ComponentProps } from "react";
import { Field } from "./field.tsx";

type Given = Omit<ComponentProps<typeof Field>, "type" | "after" | "label"> & { autoComplete: string; label?: string };

/** A password, which can be shown while it is typed. */
export function PasswordField({ label = "Password", ...given }: Given) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field
      label={label}
      type={shown ? "text" : "password"}
      required
      {...given}
      after={
        <button
          type="button"
          aria-pressed={shown}
          aria-label="Show password"
          onClick={() => setShown(!shown)}
          className="absolute inset-y-0 right-0 grid w-11 place-items-center text-ink-faint hover:text-ink"
        >
          <Icon size={18} aria-hidden />
        </button>
      }
    />
  );
}
