import { stageNames } from "@agentos/contracts/stages/stages";
import { createFileStore } from "@agentos/storage/file-store";
import type { TestService } from "./service.ts";

/** Works through whatever waits, stage by stage, and stores the clips' files. */
export async function finishJob(service: TestService): Promise<void> {
  const { config } = service.stack;
  const store = createFileStore({ inputRoot: config.STORAGE_ROOT_INPUT, outputRoot: config.STORAGE_ROOT_OUTPUT });
  const worker = service.worker();
  for (const stage of stageNames) {
    for (let tasks = await worker.claim(stage, 16); tasks.length > 0; tasks = await worker.claim(stage, 16)) {
      for (const task of tasks) await worker.finish(task, store);
    }
  }
}
