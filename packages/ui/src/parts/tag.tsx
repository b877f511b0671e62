import type { ReactNode } from "react";
import { tones, type Tone } from "./tones.ts";

export type { Tone } from "./tones.ts";

/** A state in a word or two; the word tells it, the colour helps to find it. */
export function Tag({ tone = "none", children }: { tone?: Tone; children: ReactNode }) {
  const look = tone === "none" ? "bg-sunken text-ink-soft" : `${tones[tone].wash} ${tones[tone].text}`;
  return (
    <span
      className={`inline-flex h-6 shrink-0 items-center rounded-full px-2.5 text-xs font-semibold whitespace-nowrap ${look}`}
    >
      {children}
    </span>
  );
}
