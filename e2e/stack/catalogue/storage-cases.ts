import { randomUUID } from "node:crypto";
import { existsSync, globSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { act } from "../events/scene.ts";
import type { ActionCases, World } from "./world.ts";

const longAgo = new Date(Date.now() - 5 * 3_600_000);

/** Actions on the store of files. */
export const storageCases: ActionCases<"system.clean_storage"> = {
  "system.clean_storage": {
    async prepare(world) {
      const orphans = [
        `uploads/${randomUUID()}/source`,
        `jobs/${randomUUID()}/1/video_cutter/${randomUUID()}/clips/0.mp4`,
      ];
      for (const key of orphans) {
        mkdirSync(path.dirname(fileOf(world, key)), { recursive: true });
        writeFileSync(fileOf(world, key), "nobody's");
      }
      const { body } = await world.user.upload(world.video);
      // As old as the others, and somebody's.
      const wanted = filesOf(world).filter((file) => !orphans.some((key) => file === fileOf(world, key)));
      expect(wanted.length).toBeGreaterThan(0);
      for (const file of filesOf(world)) utimesSync(file, longAgo, longAgo);
      const young = `uploads/${randomUUID()}/source`;
      mkdirSync(path.dirname(fileOf(world, young)), { recursive: true });
      writeFileSync(fileOf(world, young), "of this moment");
      const left = async () => orphans.filter((key) => existsSync(fileOf(world, key)));
      return {
        payload: { older_than_hours: 1 },
        async observe(result) {
          expect(result).toMatchObject({ orphans: 2, bytes: 16 });
          expect(await left()).toEqual([]);
          expect(existsSync(fileOf(world, young))).toBe(true);
          for (const file of wanted.filter((one) => one.endsWith("source"))) expect(existsSync(file)).toBe(true);
        },
        effect: left,
        dryRun: { ids: async () => orphans, untouched: left },
        restore: () => act(world, "job.cancel", { job_id: body.data.job_id }),
      };
    },
  },
};

function fileOf({ stack }: World, key: string): string {
  return path.join(stack.folder, "media", key.startsWith("uploads/") ? "input" : "output", key);
}

/** Everything that is stored; what is still being written is not among it. */
function filesOf({ stack }: World): string[] {
  const found = globSync("{input/uploads,output/jobs}/**/*", {
    cwd: path.join(stack.folder, "media"),
    withFileTypes: true,
  });
  return found.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));
}
