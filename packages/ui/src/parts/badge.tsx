import type { ReactNode } from "react";
import { tones, type Tone } from "./tones.ts";

export type { Tone } from "./tones.ts";

type Given = { tone?: Tone; title?: string | undefined; children: ReactNode };

/** A state in a word; its tone is never all that tells it. */
export function Badge({ tone = "none", title, children }: Given) {
  const look = tone === "none" ? "bg-sunken text-ink-soft" : `${tones[tone].wash} ${tones[tone].text}`;
  return (
    <span
      title={title}
      className={`inline-flex h-6 shrink-0 items-center rounded-full px-2.5 text-xs font-semibold whitespace-nowrap ${look}`}
    >
      {children}
    </span>
  );
}
