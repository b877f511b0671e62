import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { ResultOf } from "@agentos/contracts/actions/actions";
import { repositoryRoot } from "@agentos/testkit/servers/migrate";
import { expect } from "vitest";
import { query } from "../driver.ts";
import { maintain } from "../maintenance.ts";
import { sendAction, untilActionEnded, type ActionCases, type World } from "./world.ts";

const run = promisify(execFile);

/** Actions on the audit trail. */
export const auditCases: ActionCases<"audit.erase_subject" | "logs.export_audit" | "logs.verify_audit"> = {
  "audit.erase_subject": {
    async prepare(world) {
      const subject = randomUUID();
      await maintain(world.stack, "insert into audit.subject_keys (subject_id, wrapped) values ($1, '\\x00')", [
        subject,
      ]);
      const open = () =>
        query<{ id: string }>(
          world.stack,
          "select id from subject_keys where subject_id = $1 and wrapped is not null order by id",
          [subject],
          "audit",
        );
      return {
        payload: { user_id: subject },
        dryRun: { ids: async () => (await open()).map(({ id }) => id), untouched: open },
        async observe(result) {
          expect(result).toEqual({ user_id: subject, keys_destroyed: 1 });
          expect(await open()).toEqual([]);
          const verified = await untilActionEnded(world, await sendAction(world, "logs.verify_audit", {}));
          expect(verified.result).toMatchObject({ whole: true });
        },
        effect: () =>
          query(world.stack, "select erased_at from subject_keys where subject_id = $1", [subject], "audit"),
      };
    },
  },
  "logs.verify_audit": {
    async prepare(world) {
      return {
        payload: {},
        async observe(result) {
          expect(result).toMatchObject({ whole: true, first: 1, findings: [] });
          const { entries } = result as ResultOf<"logs.verify_audit">;
          expect(entries).toBeGreaterThan(0);
          expect(await verdict(world)).toMatchObject([{ whole: true, entries }]);
        },
        effect: () => verdict(world),
      };
    },
  },
  "logs.export_audit": {
    async prepare(world) {
      return {
        payload: { format: "csv" },
        async observe(result) {
          const { file, last } = result as ResultOf<"logs.export_audit">;
          const response = await fetch(world.stack.api + file.url);
          const bytes = Buffer.from(await response.arrayBuffer());
          expect(createHash("sha256").update(bytes).digest("hex")).toBe(file.sha256);
          await writeFile(path.join(world.stack.folder, file.name), bytes);
          await run("tar", ["-xzf", file.name], { cwd: world.stack.folder });
          const folder = path.join(world.stack.folder, file.name.replace(".tar.gz", ""));
          const { stdout } = await run(process.execPath, ["services/audit/src/verify-export.ts", folder], {
            cwd: repositoryRoot,
          });
          expect(stdout).toContain(`entries 1 to ${last}`);
          expect(stdout).toContain("whole");
        },
        effect: async () => [],
      };
    },
  },
};

function verdict({ stack }: World): Promise<object[]> {
  return query(stack, "select whole, entries::int, verified_at from chain_state", [], "audit");
}
