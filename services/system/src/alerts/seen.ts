import { statfs } from "node:fs/promises";
import type { EvaluatedRule } from "@agentos/contracts/alerts/rules";
import { alertRules } from "@agentos/contracts/alerts/rules";
import { getSnapshot } from "@agentos/contracts/messages/read-model";
import type { Snapshot } from "@agentos/contracts/snapshot/snapshot";
import { ask } from "@agentos/messaging/request";
import type { Context } from "../context.ts";
import { deadDestinations, type DeadDestination } from "../webhooks/dead-destinations.ts";

/** A disk that the media store uses. `usedPercent` as `df` counts it: of what can be used without privileges. */
type Disk = { folder: string; usedPercent: number; freeBytes: number };

/** How things are, as far as they are known. */
export type Seen = {
  /** What staff sees; undefined where read-model does not answer. */
  snapshot: Snapshot | undefined;
  /** When that was last found to be so, in milliseconds since the epoch. */
  confirmedAt: number;
  disks: Disk[];
  deadDestinations: DeadDestination[];
  now: number;
};

/** Looks at everything that rules are judged by. */
export async function look(context: Context): Promise<Seen> {
  const [told, disks, dead] = await Promise.all([
    askForSnapshot(context),
    readDisks(context),
    deadDestinations(context),
  ]);
  return {
    snapshot: told?.snapshot,
    confirmedAt: told?.confirmedAt ?? 0,
    disks,
    deadDestinations: dead,
    now: Date.now(),
  };
}

/** Whether a rule can be judged: what it reads is there, and of now. */
export function isKnown({ snapshot }: Seen, rule: EvaluatedRule): boolean {
  const reads = alertRules.flatMap((one) => (one.name === rule && "reads" in one ? [...one.reads] : []));
  return reads.every(
    ([section, owner]) => snapshot && !snapshot.stale.some((mark) => mark.section === section && mark.owner === owner),
  );
}

async function askForSnapshot({ nc, log }: Context): Promise<{ snapshot: Snapshot; confirmedAt: number } | undefined> {
  try {
    const { identity, confirmed_at } = await ask(nc, getSnapshot, {});
    const { data } = JSON.parse(Buffer.from(identity, "base64").toString("utf8")) as { data: Snapshot };
    return { snapshot: data, confirmedAt: Date.parse(confirmed_at) };
  } catch (error) {
    log.debug({ err: error }, "read-model does not tell how things are");
    return undefined;
  }
}

async function readDisks({ config }: Context): Promise<Disk[]> {
  const folders = [...new Set([config.STORAGE_ROOT_INPUT, config.STORAGE_ROOT_OUTPUT])];
  const disks = await Promise.all(folders.map(readDisk));
  return disks.filter((disk) => disk !== undefined);
}

async function readDisk(folder: string): Promise<Disk | undefined> {
  try {
    const { blocks, bfree, bavail, bsize } = await statfs(folder);
    const used = blocks - bfree;
    return { folder, usedPercent: (100 * used) / Math.max(1, used + bavail), freeBytes: bavail * bsize };
  } catch (error) {
    // It is made when the first file is put there.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
