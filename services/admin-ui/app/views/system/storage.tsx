import { formatBytes } from "@agentos/ui/format/bytes";
import { Ago } from "@agentos/ui/parts/ago";
import { ActionButton } from "../../actions/action-button.tsx";
import { FactList } from "./fact-list.tsx";
import { Card, Section } from "./section.tsx";
import { useStanding } from "./standing.ts";
import { UnderWay } from "./under-way.tsx";
import { useLastOutcome } from "./use-last-outcome.ts";
import { useSystem } from "./use-system.ts";

/** The store of media, and what is kept for speed alone. */
export function StorageAndCaches() {
  return (
    <Section id="storage" title="Storage and caches">
      <UnderWay of={["system.clean_storage"]} />
      <div className="grid grid-cols-1 gap-3 lg:grid-cols-2">
        <Store />
        <Caches />
      </div>
    </Section>
  );
}

function Store() {
  const storage = useSystem("storage");
  const uploads = useSystem("uploads");
  const cleaned = useLastOutcome("system.clean_storage");
  return (
    <Card title="Store of media">
      <FactList
        facts={[
          { label: "Room left", value: storage && `${storage.free_gigabytes} GB` },
          { label: "Uploads that arrive now", value: uploads && uploads.receiving },
          { label: "Uploads that are put together", value: uploads && uploads.finalizing },
          {
            label: "Finished today (UTC)",
            value: uploads && `${uploads.finished_today}, ${formatBytes(uploads.bytes_today)}`,
          },
          {
            label: "Last cleaned",
            value: cleaned && (
              <>
                <Ago at={cleaned.at} />: {cleaned.result.orphans + cleaned.result.exports} files,{" "}
                {formatBytes(cleaned.result.bytes)}
              </>
            ),
            why: "The trail tells of no cleaning.",
          },
        ]}
      />
      <div className="mt-auto flex flex-wrap gap-2">
        <ActionButton action="system.clean_storage" />
      </div>
    </Card>
  );
}

function Caches() {
  const { health } = useStanding();
  return (
    <Card title="Caches">
      <FactList
        facts={[
          { label: "Snapshot built by", value: health && health.builder, why: "Nobody builds it at present." },
          { label: "Its version", value: health && (health.version?.toLocaleString("en") ?? null) },
          { label: "Confirmed", value: health && (health.confirmed_at ? <Ago at={health.confirmed_at} /> : null) },
          {
            label: "Owners that do not answer",
            value: health && (health.stale.length === 0 ? "none" : staleOwners(health.stale)),
          },
        ]}
      />
      <div className="mt-auto flex flex-wrap gap-2">
        <ActionButton action="system.warm_cache" payload={{}} />
        <ActionButton
          action="system.clear_cache"
          payload={{ scope: "snapshot" }}
          subject="snapshot"
          label="Clear the snapshot"
        />
        <ActionButton
          action="system.clear_cache"
          payload={{ scope: "replies" }}
          subject="replies"
          label="Clear the replies"
        />
        <ActionButton action="system.clear_cache" payload={{ scope: "all" }} subject="all caches" label="Clear both" />
      </div>
    </Card>
  );
}

function staleOwners(stale: readonly { owner: string }[]): string {
  return [...new Set(stale.map(({ owner }) => owner))].join(", ");
}
