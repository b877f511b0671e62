import { act, type Happening } from "./scene.ts";

/** Somebody switches a feature on for everybody, for whom it is there already, and takes the word back. */
export const changeOfASetting: Happening = async (scene) => {
  await act(scene, "config.set_flag", { flag: "jobs_from_links", enabled: true, percent: 100 });
  await act(scene, "config.reset", { key: "flags.jobs_from_links" });
};
