import { FigureTile } from "@agentos/ui/parts/figure-tile";
import { Ago } from "@agentos/ui/parts/ago";
import { formatMegabytes } from "./megabytes.ts";
import { useSystem } from "./use-system.ts";

const awaited = "Not answered yet";

/** How the system is at a glance. */
export function Overview() {
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-6">
      <ServicesTile />
      <BreakersTile />
      <ConnectionsTile />
      <SizeTile />
      <RoomTile />
      <BackupTile />
    </div>
  );
}

function ServicesTile() {
  const services = useSystem("services");
  const away = services?.filter(({ answers }) => !answers) ?? [];
  return (
    <FigureTile
      label="Services up"
      value={services ? `${services.length - away.length} of ${services.length}` : null}
      why={awaited}
      tone={away.length > 0 ? "bad" : "none"}
      detail={away.length > 0 ? `Not: ${away.map(({ service }) => service).join(", ")}` : services && "all answer"}
    />
  );
}

function BreakersTile() {
  const breakers = useSystem("breakers");
  const open = breakers?.filter(({ state }) => state !== "closed") ?? [];
  return (
    <FigureTile
      label="Open breakers"
      value={breakers ? open.length : null}
      why={awaited}
      tone={open.length > 0 ? "bad" : "none"}
      detail={open.length > 0 ? open.map(({ service }) => service).join(", ") : `of ${breakers?.length ?? "–"}`}
    />
  );
}

function ConnectionsTile() {
  const database = useSystem("database");
  const full = database ? database.connections.used / database.connections.most : 0;
  return (
    <FigureTile
      label="Connections"
      value={database ? database.connections.used : null}
      why={awaited}
      tone={full > 0.9 ? "bad" : full > 0.75 ? "warn" : "none"}
      detail={database ? `of ${database.connections.most}, in tens` : undefined}
    />
  );
}

function SizeTile() {
  const database = useSystem("database");
  return (
    <FigureTile
      label="Database size"
      value={database ? formatMegabytes(database.megabytes) : null}
      why={awaited}
      detail={database ? `PostgreSQL ${database.version.split(" ")[0]}` : undefined}
    />
  );
}

function RoomTile() {
  const storage = useSystem("storage");
  const free = storage?.free_gigabytes;
  return (
    <FigureTile
      label="Room for media"
      value={free ?? null}
      unit="GB"
      why={awaited}
      tone={free === undefined ? "none" : free < 2 ? "bad" : free < 10 ? "warn" : "none"}
      detail="free in the store"
    />
  );
}

function BackupTile() {
  const backups = useSystem("backups");
  const newest = backups?.[0];
  return (
    <FigureTile
      label="Backups"
      value={backups ? backups.length : null}
      why={awaited}
      tone={backups && (!newest || newest.whole === false) ? "warn" : "none"}
      detail={
        newest ? (
          <>
            newest <Ago at={newest.created_at} />
          </>
        ) : (
          backups && "none has been made"
        )
      }
    />
  );
}
