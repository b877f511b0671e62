import type { SettingContract } from "@agentos/contracts/settings/setting-contract";
import { findSetting } from "@agentos/contracts/settings/settings";
import ArrowRight from "lucide-react/icons/arrow-right";
import { valueWords } from "./value-words.ts";

type Given = {
  before: unknown;
  after: unknown;
  contract?: Pick<SettingContract, "unit"> | undefined;
  /** What stands for a value that is not there. */
  absent?: string;
};

/** What was, and what is instead. */
export function ChangeView({ before, after, contract = {}, absent = "as deployed" }: Given) {
  const words = (value: unknown): string =>
    value === null || value === undefined ? absent : valueWords(value, contract);
  return (
    <span className="inline-flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-sm [overflow-wrap:anywhere]">
      <del className="rounded-md bg-bad-wash px-1.5 py-0.5 text-bad decoration-1">{words(before)}</del>
      <ArrowRight size={15} aria-label="becomes" className="shrink-0 text-ink-faint" />
      <ins className="rounded-md bg-good-wash px-1.5 py-0.5 font-medium text-good no-underline">{words(after)}</ins>
    </span>
  );
}

type ListGiven = { changes: readonly { key: string; before: unknown; after: unknown }[]; absent?: string };

/** Settings with what each was and is instead. */
export function ChangeList({ changes, ...rest }: ListGiven) {
  return (
    <ul className="grid gap-3">
      {changes.map(({ key, before, after }) => {
        const contract = findSetting(key);
        return (
          <li key={key} className="grid gap-1">
            <span className="text-sm">
              <span className="font-medium">{contract?.label ?? key}</span>{" "}
              <code className="text-xs text-ink-faint [overflow-wrap:anywhere]">{key}</code>
            </span>
            <ChangeView before={before} after={after} contract={contract} {...rest} />
          </li>
        );
      })}
    </ul>
  );
}
