import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Artefact } from "@agentos/contracts/artefact";
import type { ClaimedTask } from "@agentos/contracts/messages/jobs";
import type { StageName, StageSettings } from "@agentos/contracts/stages/stages";
import type { ObjectStore } from "@agentos/storage/object-store";
import type { StageContext, StageLogger } from "./stage.ts";
import type { RunTool } from "./tools.ts";

/** Where an attempt's artefacts are: under a prefix of its own, so that a late attempt can overwrite nothing. */
export function attemptPrefix(task: Pick<ClaimedTask, "job_id" | "run" | "stage" | "attempt_id">): string {
  return `jobs/${task.job_id}/${task.run}/${task.stage}/${task.attempt_id}/`;
}

export type AttemptContextOptions = {
  prefix: string;
  store: ObjectStore;
  workDir: string;
  signal: AbortSignal;
  runTool: RunTool;
  settings: StageSettings<StageName>;
  log: StageLogger;
  onProgress: (fraction: number) => void;
};

/** Builds what a stage sees while it runs, on top of an object store and a work folder. */
export function createStageContext(options: AttemptContextOptions): StageContext {
  const { prefix, store, workDir, signal } = options;
  const publish = async (name: string, localPath: string, contentType: string): Promise<Artefact> => {
    signal.throwIfAborted();
    const key = prefix + name;
    const stored = await store.putFile(key, localPath);
    return { key, ...stored, content_type: contentType };
  };
  return {
    signal,
    workDir,
    publish,
    checkout: (key) => store.checkout(key, workDir),
    async readJson(file, schema) {
      return schema.parse(JSON.parse(await readFile(await store.checkout(file.key, workDir), "utf8")));
    },
    async publishJson(name, value) {
      const localPath = path.join(workDir, `publish-${name.replaceAll("/", "-")}`);
      await writeFile(localPath, JSON.stringify(value));
      return publish(name, localPath, "application/json");
    },
    progress: (fraction) => options.onProgress(Math.min(1, Math.max(0, fraction))),
    settings: options.settings,
    runTool: options.runTool,
    log: options.log,
  };
}
