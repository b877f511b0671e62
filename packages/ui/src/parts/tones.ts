/** What a figure means for who watches it. */
export type Tone = "good" | "warn" | "bad" | "none";

export const tones: Record<Tone, { text: string; wash: string; fill: string }> = {
  good: { text: "text-good", wash: "bg-good-wash", fill: "bg-good" },
  warn: { text: "text-warn", wash: "bg-warn-wash", fill: "bg-warn" },
  bad: { text: "text-bad", wash: "bg-bad-wash", fill: "bg-bad" },
  none: { text: "text-ink", wash: "bg-surface", fill: "bg-ink-soft" },
};
