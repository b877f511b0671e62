import type { SettingKey } from "@agentos/contracts/settings/settings";
import { Ago } from "@agentos/ui/parts/ago";
import { Problem } from "@agentos/ui/parts/problem";
import { CursorPages } from "@agentos/ui/table/cursor-pages";
import { Link } from "wouter";
import { Person } from "../../parts/person.tsx";
import { ChangeView } from "./change-view.tsx";
import { contractOfSetting } from "./setting-groups.ts";
import { useVersionRows } from "./use-version-rows.ts";

/** Every value that operators have given a setting, newest first. */
export function SettingHistory({
  settingKey,
  version,
}: {
  settingKey: SettingKey;
  version: number | null | undefined;
}) {
  const { rows, source, page, pagination, shows, error } = useVersionRows({ key: settingKey }, version, 10);
  const contract = contractOfSetting(settingKey);
  return (
    <section aria-label="History" className="grid grid-cols-1 gap-3">
      <h3 className="font-semibold">History</h3>
      {error && !rows && <Problem error={error} />}
      {rows?.length === 0 && (
        <p className="text-sm text-ink-soft">Operators have never set it. Each change will be listed here.</p>
      )}
      {rows === undefined && !error && <div className="placeholder h-16" aria-hidden />}
      <ul className="grid gap-3">
        {rows?.map((one) => (
          <li key={one.version} className="grid gap-1 border-l-2 border-line pl-3 text-sm">
            <p className="text-ink-soft">
              <Link
                href={`/configuration?tab=versions&version=${one.version}`}
                className="font-medium text-ink underline decoration-edge underline-offset-3"
              >
                Version {one.version}
              </Link>{" "}
              by <Person id={one.author} />, <Ago at={one.at} />
            </p>
            {one.changes
              .filter(({ key }) => key === settingKey)
              .map(({ key, before, after }) => (
                <ChangeView key={key} before={before} after={after} contract={contract} />
              ))}
          </li>
        ))}
      </ul>
      {(page > 1 || pagination?.has_next) && (
        <CursorPages
          page={page}
          pagination={pagination}
          noun={["change", "changes"]}
          busy={shows === "previous"}
          onPrevious={() => source.previous()}
          onNext={() => source.next()}
        />
      )}
    </section>
  );
}
