import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { Artefact } from "@agentos/contracts/artefact";
import type { StageContext, StageLogger } from "@agentos/stage-kit/stage";
import { createRunTool, type RunTool } from "@agentos/stage-kit/tools";

export type TestStageContext = Omit<StageContext, "settings"> & {
  /** Nothing that operators have set, for whichever stage. */
  settings: Record<never, never>;
  /** Absolute path of a stored object. */
  pathOf(key: string): string;
  /** Puts a local file into the store as if an earlier stage or an upload had done it. */
  store(key: string, localPath: string, contentType: string): Promise<Artefact>;
  /** What the stage reported, in order. */
  progressSeen: number[];
  /** What the stage logged, in order. */
  logged: { level: keyof StageLogger; fields: object; message: string }[];
};

export type TestStageContextOptions = {
  /** A folder of the test alone: objects in `store/`, work files in `work/`. */
  root: string;
  signal?: AbortSignal;
  runTool?: RunTool;
};

/** What a stage sees while it runs, on local folders and with the real programs. */
export async function createStageContext({
  root,
  signal,
  runTool,
}: TestStageContextOptions): Promise<TestStageContext> {
  const workDir = path.join(root, "work");
  await mkdir(workDir, { recursive: true });
  const pathOf = (key: string): string => path.join(root, "store", key);
  const store = async (key: string, localPath: string, contentType: string): Promise<Artefact> => {
    await mkdir(path.dirname(pathOf(key)), { recursive: true });
    await copyFile(localPath, pathOf(key));
    return describeFile(key, pathOf(key), contentType);
  };
  const progressSeen: number[] = [];
  const logged: TestStageContext["logged"] = [];
  const publish = (name: string, localPath: string, contentType: string): Promise<Artefact> =>
    store(`attempt/${name}`, localPath, contentType);
  return {
    signal: signal ?? new AbortController().signal,
    workDir,
    pathOf,
    store,
    progressSeen,
    logged,
    publish,
    checkout: async (key) => pathOf(key),
    readJson: async (file, schema) => schema.parse(JSON.parse(await readFile(pathOf(file.key), "utf8"))),
    async publishJson(name, value) {
      const localPath = path.join(workDir, `publish-${name.replaceAll("/", "-")}`);
      await writeFile(localPath, JSON.stringify(value));
      return publish(name, localPath, "application/json");
    },
    progress: (fraction) => void progressSeen.push(fraction),
    settings: {},
    runTool: runTool ?? createRunTool("/usr/local/bin:/usr/bin:/bin"),
    log: recordingLogger(logged),
  };
}

async function describeFile(key: string, file: string, contentType: string): Promise<Artefact> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return { key, bytes: (await stat(file)).size, sha256: hash.digest("hex"), content_type: contentType };
}

function recordingLogger(logged: TestStageContext["logged"]): StageLogger {
  const at =
    (level: keyof StageLogger) =>
    (fields: object, message: string): void =>
      void logged.push({ level, fields, message });
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
