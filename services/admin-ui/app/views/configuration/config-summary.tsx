import { Ago } from "@agentos/ui/parts/ago";
import { Person } from "../../parts/person.tsx";
import type { useConfig } from "./use-config.ts";

/** The version that holds, who has made it, and whether all services have it. */
export function ConfigSummary({ config }: { config: ReturnType<typeof useConfig> }) {
  const { version, versions, followers, settings } = config;
  const [newest] = versions ?? [];
  const behind = followers?.filter((one) => one.version !== version) ?? [];
  return (
    <p className="min-h-6 text-sm text-ink-soft" data-summary>
      {typeof version === "number" ? (
        <>
          <strong className="font-semibold text-ink">Version {version}</strong>
          {newest ? (
            <>
              {" "}
              by <Person id={newest.author} />, <Ago at={newest.at} />
            </>
          ) : (
            ", as deployed"
          )}
          {settings && ` · ${settings.filter(({ set }) => set).length} of ${settings.length} settings set by operators`}
          {followers &&
            (behind.length === 0
              ? ` · in force in all ${followers.length} services`
              : ` · not yet in force in ${behind.map(({ service }) => service).join(", ")}`)}
        </>
      ) : config.loading ? (
        "\u00a0"
      ) : (
        "– system, which keeps the settings, has not answered yet"
      )}
    </p>
  );
}
