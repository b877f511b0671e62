import type { StageName, StageOutput } from "@agentos/contracts/stages/stages";

/** What of a stage's output people should know. */
const notes: { [Name in StageName]?: (output: StageOutput<Name>) => (string | null)[] } = {
  audio_transcriber: ({ note }) => [note],
  moment_detector: ({ note }) => [note],
  video_cutter: ({ skipped }) => skipped.map((clip) => `Clip ${clip.index + 1} was left out: ${clip.message}`),
};

/** The notes of finished steps, in the order of the stages. Outputs were checked when they were taken. */
export function notesOf(steps: readonly { stage: StageName; output: unknown }[]): string[] {
  return steps.flatMap(({ stage, output }) => {
    const read = notes[stage] as ((output: unknown) => (string | null)[]) | undefined;
    return output === null ? [] : (read?.(output) ?? []).filter((note) => note !== null);
  });
}
