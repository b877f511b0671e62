import { AppError } from "@agentos/contracts/errors";
import type { EngineName, Heard, Speech, TranscriptionEngine } from "./engine.ts";

export type Transcribed = Heard & {
  engine: EngineName;
  /** What a person should know of the engines that were passed over, or null. */
  note: string | null;
};

/**
 * Tries engines in order and takes the first that works; every engine that was passed over for a reason a person should
 * know is named in the note. Where none may be used, nothing is heard; where all that may be used fail, the last
 * failure is thrown.
 */
export async function tryEngines(engines: readonly TranscriptionEngine[], speech: Speech): Promise<Transcribed> {
  const notes: string[] = [];
  let failure: unknown;
  for (const engine of engines) {
    const reason = engine.unavailable(speech);
    if (reason) {
      if (!reason.quiet) notes.push(reason.reason);
      continue;
    }
    try {
      const heard = await engine.transcribe(speech);
      return { ...heard, engine: engine.name, note: noteOf(notes) };
    } catch (error) {
      speech.tools.signal.throwIfAborted();
      failure = error;
      speech.log.warn({ err: error, engine: engine.name }, "engine failed, the next one is tried");
      const says = error instanceof AppError ? error.message : "It failed for a reason that the log tells.";
      notes.push(`${engine.name} was tried and failed: ${says}`);
    }
  }
  if (failure !== undefined) throw failure;
  notes.push("No engine could listen to this speech, so there is no transcript.");
  return { words: [], language: null, version: "none", engine: "none", note: noteOf(notes) };
}

function noteOf(notes: readonly string[]): string | null {
  return notes.length > 0 ? notes.join(" ") : null;
}
