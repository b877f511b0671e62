import type { ButtonHTMLAttributes, ReactNode } from "react";

const kinds = {
  primary: "bg-ink text-paper hover:bg-ink-soft border-transparent",
  plain: "bg-surface text-ink border-edge hover:bg-sunken",
  quiet: "bg-transparent text-ink-soft border-transparent hover:bg-sunken hover:text-ink",
  danger: "bg-surface text-bad border-edge hover:bg-bad-wash",
} as const;

export type ButtonKind = keyof typeof kinds;

/** The look of a button, for links too. */
export function buttonClass(kind: ButtonKind, size: "normal" | "small" = "normal"): string {
  const measure = size === "small" ? "h-9 px-3 text-sm" : "h-11 px-5";
  return `inline-flex shrink-0 items-center justify-center gap-2 rounded-control border font-medium whitespace-nowrap transition-colors select-none disabled:cursor-not-allowed disabled:opacity-60 aria-busy:cursor-not-allowed aria-busy:opacity-60 ${measure} ${kinds[kind]}`;
}

type Given = ButtonHTMLAttributes<HTMLButtonElement> & {
  kind?: ButtonKind;
  size?: "normal" | "small";
  /** Something is under way: the button stays in its place and takes no second press. */
  busy?: boolean;
  icon?: ReactNode;
};

export function Button({ kind = "plain", size = "normal", busy = false, icon, className = "", ...rest }: Given) {
  const { children, type, onClick, ...others } = rest;
  return (
    <button
      {...others}
      type={type ?? "button"}
      // Not `disabled`: that would take the focus away from who has just pressed it.
      {...(busy ? { "aria-busy": true, "aria-disabled": true } : {})}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={`${buttonClass(kind, size)} ${className}`}
    >
      {icon}
      {children}
    </button>
  );
}

/** A button that is an icon; its label is read out and shown on hover. */
export function IconButton({ label, children, className = "", ...rest }: Given & { label: string }) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={`inline-grid size-10 shrink-0 place-items-center rounded-control text-ink-soft transition-colors hover:bg-sunken hover:text-ink ${className}`}
    >
      {children}
    </button>
  );
}
