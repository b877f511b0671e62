import type { AlertState } from "@agentos/contracts/alerts/rules";
import type { RowOf } from "@agentos/contracts/snapshot/section-queries";
import { until } from "../driver.ts";
import { sendAction, untilActionEnded, type World } from "./world.ts";

type AlertRow = RowOf<"alerts">;

/** Any disk is fuller than that, and none as full as it should not be. */
const disks = { crowded: { disk_warning_percent: 1 }, asEver: { disk_warning_percent: 85 } };

/** Has an alert raised, of every disk, and gives the first. */
export async function crowdDisks(world: World): Promise<AlertRow> {
  await configure(world, disks.crowded);
  return until(async () => (await alertsOf(world, "open"))[0], 200);
}

/** Undoes it, and waits until the alerts are over. */
export async function clearDisks(world: World): Promise<void> {
  await configure(world, disks.asEver);
  await until(async () => (await alertsOf(world, "open", "acknowledged")).length === 0, 200);
}

/** The alerts of disks in these states. */
export async function alertsOf({ admin }: World, ...states: AlertState[]): Promise<AlertRow[]> {
  const address = "/api/admin/ssot/alerts?rule=disk_space";
  const answers = await Promise.all(states.map((state) => admin.get<AlertRow[]>(`${address}&state=${state}`)));
  return answers.flatMap(({ body }) => body.data);
}

async function configure(world: World, patch: object): Promise<void> {
  const payload = { manager: "alert-evaluator", patch };
  const { error } = await untilActionEnded(world, await sendAction(world, "manager.configure", payload));
  if (error) throw new Error(`The thresholds were not set: ${JSON.stringify(error)}`);
}
