import path from "node:path";
import { startStack } from "@agentos/testkit/servers/stack";
import { unlimited } from "../unlimited.ts";
import { makeTalk } from "../videos.ts";
import { stayingPerson } from "./lasting-person.ts";
import { signInFailures, type World } from "./world.ts";

/** A system of its own for cases of the catalogue; whoever starts it stops its stack. */
export async function startWorld(): Promise<World> {
  const stack = await startStack({
    env: { ...unlimited, AGENTOS_COPIES: "jobs", IDENTITY__SIGN_IN_FAILURES: `${signInFailures}` },
  });
  const world = {
    stack,
    admin: await stayingPerson(stack, "admin"),
    user: await stayingPerson(stack, "user"),
    video: path.join(stack.folder, "talk.mp4"),
  };
  await makeTalk(world.video);
  return world;
}
