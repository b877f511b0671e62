import type { z } from "zod";

/**
 * What everyone may know of a stage: its name, the event and the words that tell people it runs, what it needs of earlier
 * stages, the shape of its result, and how it is tried.
 */
export type StageContract<
  Name extends string = string,
  Needs extends readonly string[] = readonly string[],
  Output extends z.ZodType = z.ZodType,
  Settings extends z.ZodObject = z.ZodObject,
  Event extends `job:${string}` = `job:${string}`,
> = {
  name: Name;
  /** Event that tells that a job has entered the stage. */
  event: Event;
  /** What the stage does, in a word for a progress line: "Transcribing". */
  label: string;
  /** Earlier stages whose outputs the stage gets. */
  needs: Needs;
  output: Output;
  /** Wall-clock bound of one attempt, in seconds. */
  timeoutSeconds: number;
  /** Attempts before the step goes to the dead letters. */
  tries: number;
  /** Steps that one worker works on at once, unless configured otherwise. */
  concurrency: number;
  /**
   * What operators may change while the system runs (`agent.configure`), by the names that it has in the configuration of the
   * workers. Flat, and without defaults: those are the worker's own.
   */
  settings: Settings;
};

/** Keeps the literal types of a stage's contract. */
export function defineStage<
  const Name extends string,
  const Needs extends readonly string[],
  Output extends z.ZodType,
  Settings extends z.ZodObject,
  const Event extends `job:${string}`,
>(contract: StageContract<Name, Needs, Output, Settings, Event>): StageContract<Name, Needs, Output, Settings, Event> {
  return contract;
}
