import { defaultSettings, managersOf, type ManagerName } from "@agentos/contracts/managers/managers";
import { tablesOf, type ManagerContext } from "./context.ts";

/** Makes the rows of managers that are new; what operators have said of the others stays. */
export async function registerManagers(context: ManagerContext): Promise<void> {
  const rows = managersOf(context.owner).map((contract) => ({
    name: contract.name as ManagerName,
    enabled: contract.enabled,
    interval_seconds: contract.intervalSeconds,
    settings: JSON.stringify(defaultSettings(contract.name as ManagerName)),
  }));
  await tablesOf(context)
    .insertInto("managers")
    .values(rows)
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
}
