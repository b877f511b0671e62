import { readdir } from "node:fs/promises";
import path from "node:path";
import type { ActionName, PayloadOf, ResultOf } from "@agentos/contracts/actions/actions";
import { expect } from "vitest";
import { query } from "../driver.ts";
import { sendAction, untilActionEnded, type ActionCases, type World } from "./world.ts";

/** Actions that make backups and look after them. */
export const backupCases: ActionCases<
  "system.backup" | "system.verify_backup" | "system.delete_backup" | "database.backup"
> = {
  "system.backup": {
    async prepare(world) {
      const before = await backupsIn(world);
      return {
        payload: { include_media: true },
        async observe(result) {
          const { backup_id } = result as ResultOf<"system.backup">;
          expect(await backupsIn(world)).toEqual([...before, backup_id].toSorted());
          expect(await run(world, "system.verify_backup", { backup_id })).toMatchObject({ whole: true });
        },
        effect: () => backupsIn(world),
      };
    },
  },
  "database.backup": {
    async prepare(world) {
      const before = await backupsIn(world);
      return {
        payload: { label: "a test" },
        async observe(result) {
          const { backup_id, objects } = result as ResultOf<"database.backup">;
          expect(objects).toBe(0);
          expect(await backupsIn(world)).toEqual([...before, backup_id].toSorted());
          expect(await run(world, "system.verify_backup", { backup_id })).toMatchObject({ whole: true });
        },
        effect: () => backupsIn(world),
      };
    },
  },
  "system.verify_backup": {
    async prepare(world) {
      const { backup_id } = await run(world, "database.backup", { label: "to be verified" });
      const verified = () =>
        query(world.stack, "select verified_at, whole from backups where id = $1", [backup_id], "system");
      return {
        payload: { backup_id },
        async observe(result) {
          expect(result).toMatchObject({ whole: true, findings: [] });
          expect(await verified()).toEqual([{ verified_at: expect.any(Date), whole: true }]);
        },
        effect: verified,
      };
    },
  },
  "system.delete_backup": {
    async prepare(world) {
      const { backup_id } = await run(world, "database.backup", { label: "to be deleted" });
      return {
        payload: { backup_id },
        async observe(result) {
          expect((result as ResultOf<"system.delete_backup">).files).toBeGreaterThan(10);
          expect(await backupsIn(world)).not.toContain(backup_id);
          expect(await query(world.stack, "select 1 from backups where id = $1", [backup_id], "system")).toEqual([]);
        },
        effect: () => backupsIn(world),
      };
    },
  },
};

/** Carries an action out and waits for its result. */
export async function run<Name extends ActionName>(
  world: World,
  name: Name,
  payload: PayloadOf<Name>,
): Promise<ResultOf<Name>> {
  const ended = await untilActionEnded(world, await sendAction(world, name, payload));
  expect(ended.error).toBeNull();
  return ended.result as ResultOf<Name>;
}

/** The folders of the store, each with its manifest. */
async function backupsIn({ stack }: World): Promise<string[]> {
  const found = await readdir(path.join(stack.folder, "media"), { recursive: true }).catch(() => []);
  return found
    .filter((file) => file.endsWith("manifest.json"))
    .map((file) => path.basename(path.dirname(file)))
    .toSorted();
}
