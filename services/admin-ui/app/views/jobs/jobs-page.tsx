import { Tabs } from "@agentos/ui/parts/tabs";
import { useCallback } from "react";
import { useFilters } from "../../data/use-filters.ts";
import { useSection } from "../../data/use-section.ts";
import { ViewPage } from "../../shell/view-page.tsx";
import { DeadLettersTab } from "./queues/dead-letters-tab.tsx";
import { JobDrawer } from "./drawer/job-drawer.tsx";
import { placeSchema, tabNames } from "./filters.ts";
import { JobsTab } from "./list/jobs-tab.tsx";
import { QueuesTab } from "./queues/queues-tab.tsx";

const labels = { jobs: "Jobs", queues: "Queues", dead_letters: "Dead letters" } as const;
const panels = { jobs: JobsTab, queues: QueuesTab, dead_letters: DeadLettersTab } as const;

/** Jobs, the queues that they wait in, and what was given up; the job that is open stands beside them. */
export function JobsPage() {
  const [{ tab = "jobs", job }, change] = useFilters(placeSchema);
  const notes = useNotes();
  const Panel = panels[tab];
  const open = useCallback((id: string) => change({ job: id }), [change]);
  return (
    <ViewPage>
      <Tabs
        label="Parts of the view"
        current={tab}
        tabs={tabNames.map((id) => ({ id, label: labels[id], href: hrefOf(id), note: notes[id] }))}
      />
      <Panel onOpen={open} />
      {job && <JobDrawer key={job} id={job} onClose={() => change({ job: undefined })} />}
    </ViewPage>
  );
}

function hrefOf(tab: keyof typeof labels): string {
  return tab === "jobs" ? "/jobs" : `/jobs?tab=${tab}`;
}

/** How many there are of each; nothing where it is not known. */
function useNotes(): Partial<Record<keyof typeof labels, string>> {
  const { value: jobs } = useSection("jobs");
  const { value: queue } = useSection("queue");
  const counts = jobs?.counts;
  const all = counts && Object.values(counts).reduce((sum, count) => sum + count, 0);
  return {
    ...(all === undefined || all === null ? {} : { jobs: all.toLocaleString("en") }),
    ...(queue?.waiting === null || queue === undefined
      ? {}
      : { queues: `${queue.waiting.toLocaleString("en")} waiting` }),
    ...(queue?.dead_letters === null || queue === undefined
      ? {}
      : { dead_letters: queue.dead_letters.toLocaleString("en") }),
  };
}
