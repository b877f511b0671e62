import { flagNames } from "@agentos/contracts/settings/flags";
import { FlagCard } from "./flag-card.tsx";
import { Secrets } from "./secrets.tsx";
import type { useConfig } from "./use-config.ts";

/** Features that can be switched, and secrets that can be replaced. */
export function FlagsTab({ config }: { config: ReturnType<typeof useConfig> }) {
  return (
    <div className="grid grid-cols-1 gap-7">
      <section aria-label="Flags" className="grid grid-cols-1 gap-3">
        <h2 className="text-lg font-semibold tracking-tight">Flags</h2>
        <p className="-mt-2 text-sm text-ink-soft">
          A share of the users is always the same users, as long as it does not shrink.
        </p>
        <div className="grid gap-4 lg:grid-cols-2">
          {flagNames.map((flag) => (
            <FlagCard
              key={flag}
              flag={flag}
              row={config.settings?.find(({ key }) => key === `flags.${flag}`)}
              versions={config.versions}
            />
          ))}
        </div>
      </section>
      <Secrets />
    </div>
  );
}
