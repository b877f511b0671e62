import type { RowOf } from "@agentos/contracts/snapshot/section-queries";
import { Ago } from "@agentos/ui/parts/ago";
import { Drawer } from "@agentos/ui/parts/drawer";
import { Link } from "wouter";
import { ActionButton } from "../../actions/action-button.tsx";
import { auditPath } from "../../actions/audit-path.ts";
import { Person } from "../../parts/person.tsx";
import { ChangeList } from "./change-view.tsx";
import { MadeBy } from "./made-by.tsx";
import { wayBackTo } from "./past-values.ts";

type Version = RowOf<"config_versions">;
type Given = {
  version: number;
  rows: readonly Version[] | undefined;
  current: number | null | undefined;
  onClose: () => void;
};

/** A version: who has made it, what it changed, and the way back to it. */
export function VersionDrawer({ version, rows, current, onClose }: Given) {
  const one = rows?.find((row) => row.version === version);
  return (
    <Drawer title={`Version ${version}`} kind="Configuration" onClose={onClose}>
      {one ? (
        <Made one={one} />
      ) : (
        <p className="text-ink-soft">
          {rows ? "It is not on this page of the list: turn the pages, or clear the filters." : "Asking…"}
        </p>
      )}
      {typeof current === "number" && <WayBack version={version} current={current} rows={rows ?? []} />}
    </Drawer>
  );
}

const linkClass = "underline decoration-edge underline-offset-3";

function Made({ one }: { one: Version }) {
  return (
    <>
      <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[7rem_minmax(0,1fr)] [&_dt]:text-ink-soft">
        <dt>Made by</dt>
        <dd className="[overflow-wrap:anywhere]">
          <Person id={one.author} />{" "}
          <Link href={`/configuration?tab=versions&author=${one.author}`} className={linkClass}>
            All of theirs
          </Link>
        </dd>
        <dt>When</dt>
        <dd>
          <Ago at={one.at} />
        </dd>
        <dt>How</dt>
        <dd>
          <MadeBy action={one.action} />{" "}
          <Link href={auditPath(one.action_id)} className={linkClass}>
            Audit entry
          </Link>
        </dd>
      </dl>
      <section aria-label="What it changed" className="grid grid-cols-1 gap-3">
        <h3 className="font-semibold">What it changed</h3>
        <ChangeList changes={one.changes} />
      </section>
    </>
  );
}

function WayBack({ version, current, rows }: { version: number; current: number; rows: readonly Version[] }) {
  const changes = wayBackTo(version, current, rows);
  const isCurrent = version === current;
  return (
    <section aria-label="The way back" className="grid grid-cols-1 gap-3 rounded-card border border-line p-4">
      <h3 className="font-semibold">{isCurrent ? "This version holds now" : "Going back to it would change"}</h3>
      {!isCurrent && changes === undefined && (
        <p className="text-sm text-ink-soft">Which settings, is told before you confirm.</p>
      )}
      {changes?.length === 0 && !isCurrent && (
        <p className="text-sm text-ink-soft">Nothing: what holds now is the same.</p>
      )}
      {changes && changes.length > 0 && <ChangeList changes={changes} />}
      <div>
        <ActionButton
          action="config.rollback"
          payload={{ version }}
          subject={`version ${version}`}
          unless={isCurrent ? "This version holds now." : undefined}
          undo={{ action: "config.rollback", payload: { version: current } }}
        />
      </div>
    </section>
  );
}
