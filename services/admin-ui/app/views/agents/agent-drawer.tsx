import { stageByName, type StageName } from "@agentos/contracts/stages/stages";
import { Badge } from "@agentos/ui/parts/badge";
import { Drawer } from "@agentos/ui/parts/drawer";
import { useSection } from "../../data/use-section.ts";
import { DrawerPart } from "@agentos/ui/parts/fact-list";
import { AgentActions } from "./agent-actions.tsx";
import { AgentFacts } from "./agent-facts.tsx";
import { AgentLog } from "./agent-log.tsx";
import { AgentPerformance } from "./agent-performance.tsx";
import { AgentSettings } from "./agent-settings.tsx";
import { AgentSize } from "./agent-size.tsx";
import { TierBadge } from "./tier-badge.tsx";

/** All of one agent: how it is, what it runs with, how well it works, and what happened to it. */
export function AgentDrawer({ name, onClose }: { name: StageName; onClose: () => void }) {
  const { value } = useSection("agents_workers");
  const { value: config } = useSection("config");
  const agent = value?.agents?.find((row) => row.agent === name);
  const configuration = config?.agents?.find((row) => row.agent === name);
  const badge = agent && (agent.taking ? <TierBadge tier={agent.health} /> : <Badge tone="warn">Stopped</Badge>);
  return (
    <Drawer kind={`Agent ${name}`} title={stageByName(name).label} onClose={onClose} aside={badge}>
      {agent ? (
        <>
          <AgentActions agent={agent} />
          <AgentFacts agent={agent} configuration={configuration} />
          <DrawerPart title="Workers and tasks at once">
            <AgentSize agent={agent} configuration={configuration} />
          </DrawerPart>
        </>
      ) : (
        <p className="text-ink-soft">How this agent is, is not known: the fleet has not answered yet.</p>
      )}
      <DrawerPart title="Settings">
        {configuration ? (
          <AgentSettings configuration={configuration} />
        ) : (
          <p className="text-ink-soft">What it runs with is not known: the fleet has not answered yet.</p>
        )}
      </DrawerPart>
      <DrawerPart title="Performance">
        <AgentPerformance name={name} />
      </DrawerPart>
      <DrawerPart title="What happened">
        <AgentLog name={name} />
      </DrawerPart>
    </Drawer>
  );
}
