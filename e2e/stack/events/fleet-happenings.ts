import { liveWorkers, scaleTo } from "../catalogue/workers-of.ts";
import { act, type Happening, type Scene } from "./scene.ts";

const agent = "moment_detector";

/** A second worker comes, is changed in all ways, ends, and is taken out of the list. */
export const lifeOfAWorker: Happening = async (scene) => {
  const before = new Set((await liveWorkers(scene, agent)).map(({ worker_id }) => worker_id));
  const second = (await scaleTo(scene, agent, 2)).find(({ worker_id }) => !before.has(worker_id));
  if (!second) throw new Error("No second worker has come.");
  const { worker_id } = second;
  await act(scene, "worker.pause", { worker_id });
  await act(scene, "worker.resume", { worker_id });
  await act(scene, "worker.set_concurrency", { worker_id, concurrency: 2 });
  await act(scene, "worker.drain", { worker_id });
  await act(scene, "worker.forget", { worker_id });
};

/** An agent is changed in all ways. */
export const changesOfAnAgent: Happening = async (scene) => {
  await act(scene, "agent.stop", { agent });
  await act(scene, "agent.start", { agent });
  await act(scene, "worker.set_concurrency", { agent, concurrency: 2 });
  await act(scene, "agent.configure", { agent: "video_cutter", patch: { crf: 30 } });
  await act(scene, "agent.configure", { agent: "video_cutter", patch: { crf: null } });
  await act(scene, "agent.health_check", { agent: "video_downloader" });
};

export const madeBackup: Happening = (scene) => act(scene, "database.backup", { label: "told of" });

export const changeOfAManager: Happening = (scene: Scene) =>
  act(scene, "manager.set_interval", { manager: "breaker-health", seconds: 5 });
