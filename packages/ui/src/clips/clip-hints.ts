import type { ClipView } from "@agentos/contracts/api/clips";

/** What somebody should know of a clip before using it. */
export function hintsOf({ quality }: ClipView): string[] {
  const hints: string[] = [];
  if (quality.framing === "fitted")
    hints.push("The whole picture is shown, with blurred sides: nothing to follow was found.");
  if (quality.framing === "mixed") hints.push("Parts show the whole picture, with blurred sides.");
  if (quality.loudness_lufs === null) hints.push("Without sound.");
  if (quality.note) hints.push(quality.note);
  return hints;
}
