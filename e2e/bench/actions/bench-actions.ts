import { startStack, type Stack } from "@agentos/testkit/servers/stack";
import { databaseUrl, signIn } from "../../stack/driver.ts";
import { unlimited } from "../../stack/unlimited.ts";
import { median } from "../median.ts";
import { openLoad } from "./load.ts";
import { runPgbench } from "./run-pgbench.ts";
import { recordAction } from "./record-action.ts";
import { printSteps } from "./step-times.ts";

const clients = 16;
const seconds = 10;
const rounds = 3;
const jobs = 64;

/**
 * Row 4 of the table of speeds: durable actions per second through the whole pipeline, from the gateway on, against pgbench
 * sending the very statements that the running system sent for such an action; in turn, on the same server.
 */
export async function benchActions(): Promise<void> {
  // A reply that comes before the outcome would be counted as an action that was carried out.
  const stack = await startStack({ env: { ...unlimited, ACTION_DISPATCHER__ACTION_WAIT_SCALE: "100" } });
  try {
    await measure(stack);
  } finally {
    await stack.stop();
  }
}

async function measure(stack: Stack): Promise<void> {
  const operator = await signIn(stack, "operator");
  const load = await openLoad(operator, jobs);
  const script = await recordAction(stack, () => load.one());
  console.log(`job.set_priority sends ${script.statements} statements in ${script.transactions} transactions.`);
  await load.run({ clients, seconds: 3 });
  const ratios: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const ours = await load.run({ clients, seconds });
    const anchor = await runPgbench({
      url: databaseUrl(stack, "action-dispatcher"),
      script: script.text,
      clients,
      seconds,
    });
    ratios.push(ours / anchor);
    console.log(
      `round ${round}: ${ours.toFixed(0)} actions/s, pgbench ${anchor.toFixed(0)}/s, ratio ${(ours / anchor).toFixed(2)}`,
    );
  }
  console.log(`row 4  durable actions/s ÷ pgbench of its statements: ${median(ratios).toFixed(2)} (at least 0.5)`);
  await printSteps(stack);
}
