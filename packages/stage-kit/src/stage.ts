import type { Artefact } from "@agentos/contracts/artefact";
import type {
  ConfiguredSettings,
  StageInput,
  StageName,
  StageOutput,
  StageSettings,
} from "@agentos/contracts/stages/stages";
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
export type StageContext<Name extends StageName = StageName> = {
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
  /** What operators have set, on top of what the stage is configured with; it does not change while the step runs. */
  settings: StageSettings<Name>;
  /** Runs an external program in its own killable group, with limits; see tools.ts. */
  runTool: RunTool;
  log: StageLogger;
};

/** What a folder of the media package exports: the stage's name and its work. */
export type StageDefinition<Name extends StageName = StageName> = {
  name: Name;
  /** What operators may change, as the stage is configured. */
  settings: ConfiguredSettings<Name>;
  run(input: StageInput<Name>, context: StageContext<Name>): Promise<StageOutput<Name>>;
  /** Checks, at the start and when asked, that the programs and models of the stage work; throws ENGINE_MISSING with what is needed. */
  selfTest(runTool: RunTool): Promise<void>;
};
