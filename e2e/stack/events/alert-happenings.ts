import { clearDisks, crowdDisks } from "../catalogue/alerts-of.ts";
import { act, type Happening } from "./scene.ts";

/** A disk is fuller than it may be; somebody sees it, and it is over. */
export const crowdedDisk: Happening = async (scene) => {
  const { id } = await crowdDisks(scene);
  await act(scene, "alert.acknowledge", { alert_id: id });
  await clearDisks(scene);
};
