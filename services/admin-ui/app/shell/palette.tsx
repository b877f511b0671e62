import type { View } from "@agentos/contracts/actions/action-contract";
import { actions, type ActionName } from "@agentos/contracts/actions/actions";
import { stages } from "@agentos/contracts/stages/stages";
import { wordsOf } from "@agentos/ui/format/words";
import { Dialog } from "@agentos/ui/parts/dialog";
import { StatusBadge } from "@agentos/ui/parts/status-badge";
import { Command } from "cmdk";
import { useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { useActionHost } from "../actions/action-context.ts";
import { whyNot } from "../actions/may-run.ts";
import { useRows } from "../data/use-rows.ts";
import { useStaff } from "../data/staff.ts";
import { places, type PlacePath } from "./places.ts";

const itemClass =
  "flex cursor-pointer items-center justify-between gap-3 rounded-control px-3 py-2 data-[selected=true]:bg-sunken data-[selected=true]:shadow-[inset_3px_0_0_var(--marker-deep)]";
const groupClass =
  "**:[[cmdk-group-heading]]:px-3 **:[[cmdk-group-heading]]:py-1.5 **:[[cmdk-group-heading]]:text-xs **:[[cmdk-group-heading]]:font-semibold **:[[cmdk-group-heading]]:text-ink-faint";

/** Who looks for a stage by its name finds the pages that have it, and what can be done to it. */
const stageWords = stages.flatMap(({ name, label }) => [label, wordsOf(name)]);
const placesOfStages: ReadonlySet<string> = new Set<PlacePath>(["/jobs", "/agents"]);
const ofStages: ReadonlySet<string> = new Set(
  actions.filter(({ payload }) => "queue" in payload.shape || "agent" in payload.shape).map(({ name }) => name),
);

/**
 * Goes to any page, finds any job, runs any action that one may run: from the keyboard. `view`: only the actions of that view, with
 * those too that one may not run, and why.
 */
export function Palette({ view, onClose }: { view: View | undefined; onClose: () => void }) {
  const { user } = useStaff();
  const host = useActionHost();
  const [, goTo] = useLocation();
  const [typed, setTyped] = useState("");
  const input = useRef<HTMLInputElement>(null);
  // The dialog itself would give the focus to what holds the list.
  useEffect(() => input.current?.focus(), []);
  const shown = actions
    .map((action) => ({ ...action, name: action.name as ActionName, why: whyNot(action.name, user) }))
    .filter((action) => (view ? action.view === view : action.why === undefined));
  const leave = (then: () => void) => () => {
    onClose();
    then();
  };
  return (
    <Dialog open title={view ? "Actions" : "Search, go to, or do"} size="wide" onClose={onClose}>
      <Command label="Search, go to, or do" className="grid gap-3 outline-none">
        <Command.Input
          ref={input}
          value={typed}
          onValueChange={setTyped}
          placeholder={view ? "An action" : "A page, an action, a job by its id, title, user or error"}
          className="h-11 w-full rounded-control border border-edge bg-surface px-3.5 placeholder:text-ink-faint"
        />
        <Command.List className="h-[min(24rem,60dvh)] overflow-y-auto">
          <Command.Empty className="px-3 py-6 text-ink-soft">Nothing of that name.</Command.Empty>
          {typed.trim().length >= 2 && (
            <Jobs search={typed.trim()} onOpen={(id) => leave(() => goTo(`/jobs?job=${id}`))()} />
          )}
          {!view && (
            <Command.Group heading="Go to" className={groupClass}>
              {places.map(({ path, label }) => (
                <Command.Item
                  key={path}
                  value={`go ${label}`}
                  keywords={placesOfStages.has(path) ? stageWords : []}
                  onSelect={leave(() => goTo(path))}
                  className={itemClass}
                >
                  {label}
                </Command.Item>
              ))}
            </Command.Group>
          )}
          <Command.Group heading="Do" className={groupClass}>
            {shown.map(({ name, label, summary, why }) => (
              <Command.Item
                key={name}
                value={`${label} ${name}`}
                keywords={ofStages.has(name) ? stageWords : []}
                data-palette-action={name}
                disabled={why !== undefined}
                onSelect={leave(() => host.ask({ action: name }))}
                className={itemClass}
              >
                <span className="shrink-0 font-medium">{label}</span>
                <span className={`min-w-0 text-sm text-ink-faint ${why ? "text-right" : "truncate"}`}>
                  {why ?? summary}
                </span>
              </Command.Item>
            ))}
          </Command.Group>
        </Command.List>
      </Command>
    </Dialog>
  );
}

function Jobs({ search, onOpen }: { search: string; onOpen: (id: string) => void }) {
  const { rows = [] } = useRows("jobs", { search }, 8);
  if (rows.length === 0) return null;
  return (
    <Command.Group heading="Jobs" className={groupClass} forceMount>
      {rows.map((job) => (
        <Command.Item
          key={job.id}
          value={`job ${job.id}`}
          forceMount
          onSelect={() => onOpen(job.id)}
          className={itemClass}
        >
          <span className="min-w-0 truncate">{job.title}</span>
          <StatusBadge status={job.status} />
        </Command.Item>
      ))}
    </Command.Group>
  );
}
