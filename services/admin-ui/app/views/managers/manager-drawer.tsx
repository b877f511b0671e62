import { managerByName, type ManagerName } from "@agentos/contracts/managers/managers";
import { Badge } from "@agentos/ui/parts/badge";
import { Drawer } from "@agentos/ui/parts/drawer";
import { DrawerPart } from "@agentos/ui/parts/fact-list";
import { ManagerActions } from "./manager-actions.tsx";
import { ManagerFacts } from "./manager-facts.tsx";
import { ManagerHistory } from "./manager-history.tsx";
import type { ManagerRow } from "./manager-rows.ts";
import { ManagerSettings } from "./manager-settings.tsx";
import { stateNames, stateTones } from "./manager-words.ts";

type Given = { name: ManagerName; manager: ManagerRow | undefined; onClose: () => void };

/** All of one manager. */
export function ManagerDrawer({ name, manager, onClose }: Given) {
  const { label, summary, owner } = managerByName(name);
  return (
    <Drawer
      kind={`Manager of ${owner}`}
      title={label}
      onClose={onClose}
      aside={manager && <Badge tone={stateTones[manager.state]}>{stateNames[manager.state]}</Badge>}
    >
      <p className="text-ink-soft">{summary}</p>
      {manager ? (
        <>
          {manager.last_error !== null && (
            <div className="grid gap-1 rounded-control bg-bad-wash p-3.5">
              <p className="font-medium">
                {manager.consecutive_failures === 1
                  ? "Its last run failed."
                  : `Its last ${manager.consecutive_failures} runs failed.`}
              </p>
              <p className="text-sm [overflow-wrap:anywhere]">{manager.last_error}</p>
              <p className="text-sm text-ink-soft">
                It is tried again at its interval. Run it now to see whether it still fails; restart it to clear the
                error.
              </p>
            </div>
          )}
          <ManagerActions manager={manager} />
          <ManagerFacts manager={manager} />
          <DrawerPart title="Settings">
            <ManagerSettings manager={manager} />
          </DrawerPart>
          <DrawerPart title="Runs">
            <ManagerHistory manager={manager} />
          </DrawerPart>
        </>
      ) : (
        <p className="text-ink-soft">How it stands is not known: {owner} has not answered yet.</p>
      )}
    </Drawer>
  );
}
