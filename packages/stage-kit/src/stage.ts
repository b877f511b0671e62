import type { Artefact } from "@agentos/contracts/artefact";
import type { StageInput, StageName, StageOutput } from "@agentos/contracts/stages/stages";
import type { z } from "zod";
import type { RunTool } from "./tools.ts";

/** The part of a pino logger that a stage uses. */
export type StageLogger = {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/** Everything that a stage may touch while it runs one step. */
export type StageContext = {
  /** Aborts on cancel, on a lost lease, on the stage's time-out and on shutdown. Pass it on to all that waits. */
  signal: AbortSignal;
  /** An empty folder of this attempt alone, removed afterwards. */
  workDir: string;
  /** A local, read-only file with the bytes of a stored object; no copy where the store is a file system. */
  checkout(key: string): Promise<string>;
  /** Reads a stored JSON object and checks its shape. */
  readJson<Schema extends z.ZodType>(file: Artefact, schema: Schema): Promise<z.output<Schema>>;
  /** Stores a local file under this attempt's own prefix. `name` is relative, such as `clips/0.mp4`. */
  publish(name: string, localPath: string, contentType: string): Promise<Artefact>;
  /** Stores a value as JSON under this attempt's own prefix. */
  publishJson(name: string, value: unknown): Promise<Artefact>;
  /** Share of the work that is done, 0–1; may be called often. */
  progress(fraction: number): void;
  /** Runs an external program in its own killable group, with limits; see tools.ts. */
  runTool: RunTool;
  log: StageLogger;
};

/** What a folder of the media package exports: the stage's name and its work. */
export type StageDefinition<Name extends StageName = StageName> = {
  name: Name;
  run(input: StageInput<Name>, context: StageContext): Promise<StageOutput<Name>>;
  /** Checks once, at start, that the programs and models of the stage work; throws ENGINE_MISSING with what is needed. */
  selfTest(runTool: RunTool): Promise<void>;
};
