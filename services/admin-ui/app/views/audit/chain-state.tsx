import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import { formatDuration } from "@agentos/ui/format/time";
import { Ago } from "@agentos/ui/parts/ago";
import { FigureTile } from "@agentos/ui/parts/figure-tile";
import CircleAlert from "lucide-react/icons/circle-alert";
import Clock from "lucide-react/icons/clock-alert";
import type { ReactNode } from "react";

type Chain = NonNullable<Sections["audit"]["chain"]>;

const silent = "Audit has not answered yet";

/** Whether the trail can be trusted: how long it is, what vouches for it, and when that was last looked at. */
export function ChainState({ chain }: { chain: Chain | null | undefined }) {
  const { head, last_verification: checked } = chain ?? {};
  return (
    <div className="grid grid-cols-1 gap-3">
      {chain?.contradiction && (
        <Notice tone="bad" icon={<CircleAlert size={19} aria-hidden className="mt-0.5 shrink-0 text-bad" />}>
          <p className="font-medium">The trail contradicts the heads that were signed outside the database.</p>
          <p>{chain.contradiction.says}</p>
          <p className="text-sm text-ink-soft">
            Known since <Ago at={chain.contradiction.since} />. Verify the trail to find the first broken entry; export
            it before anything else is done to the database.
          </p>
        </Notice>
      )}
      {chain?.waiting_since && (
        <Notice tone="warn" icon={<Clock size={19} aria-hidden className="mt-0.5 shrink-0 text-warn" />}>
          <p>
            The oldest entry without a place in the chain waits since <Ago at={chain.waiting_since} />: look at the
            manager audit-sequencer.
          </p>
        </Notice>
      )}
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <FigureTile
          label="Entries"
          value={chain?.last_seq ?? null}
          why={silent}
          detail="each holds the hash of the one before"
        />
        <FigureTile
          label="Signed up to"
          value={head?.seq ?? null}
          why={chain ? "No head was signed yet" : silent}
          tone={chain?.contradiction ? "bad" : head ? "good" : "none"}
          detail={
            head && (
              <>
                signed <Ago at={head.at} /> · key {head.kid.slice(0, 8)}
              </>
            )
          }
        />
        <FigureTile
          label="Not vouched for yet"
          value={chain?.unverified ?? null}
          why={silent}
          detail="behind the signed head"
        />
        <FigureTile
          label="Last verification"
          value={checked ? (checked.whole ? "whole" : "broken") : null}
          why={chain ? "Nobody has verified it yet" : silent}
          tone={checked ? (checked.whole ? "good" : "bad") : "none"}
          detail={
            checked ? (
              <>
                {rangeOf(checked)} · <Ago at={checked.at} />
              </>
            ) : (
              chain && "Verify to hash all entries anew"
            )
          }
        />
      </div>
      {checked?.finding && (
        <Notice tone="bad" icon={<CircleAlert size={19} aria-hidden className="mt-0.5 shrink-0 text-bad" />}>
          <p>{checked.finding}</p>
        </Notice>
      )}
    </div>
  );
}

/** How long an action took, to the millisecond where it is short. */
export function tookOf(ms: number | null): string {
  if (ms === null) return "–";
  return ms < 1000 ? `${Math.round(ms)} ms` : formatDuration(ms / 1000);
}

function rangeOf({ entries, first, last }: NonNullable<Chain["last_verification"]>): string {
  return first === null || last === null ? "no entries" : `${entries.toLocaleString("en")} of ${first}–${last}`;
}

function Notice({ tone, icon, children }: { tone: "bad" | "warn"; icon: ReactNode; children: ReactNode }) {
  return (
    <div role="alert" className={`flex gap-3 rounded-control p-3.5 ${tone === "bad" ? "bg-bad-wash" : "bg-warn-wash"}`}>
      {icon}
      <div className="grid min-w-0 gap-1">{children}</div>
    </div>
  );
}
