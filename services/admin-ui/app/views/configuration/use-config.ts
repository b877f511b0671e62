import { useCallback, useState } from "react";
import { useSection } from "../../data/use-section.ts";
import type { SettingKey } from "@agentos/contracts/settings/settings";
import type { Draft } from "./drafts.ts";

/** The configuration of the snapshot; undefined before the first reading, null in parts where nobody has answered. */
export function useConfig() {
  const { value, loading } = useSection("config");
  return { ...value, loading };
}

export type Drafts = {
  of: (key: SettingKey) => Draft | undefined;
  /** Undefined: what was typed is given up. */
  keep: (key: SettingKey, draft: Draft | undefined) => void;
};

/** What was typed and is not saved, by setting: it stays while others are looked at. */
export function useDrafts(): Drafts {
  const [drafts, setDrafts] = useState<Readonly<Partial<Record<SettingKey, Draft | undefined>>>>({});
  const keep = useCallback<Drafts["keep"]>((key, draft) => setDrafts((before) => ({ ...before, [key]: draft })), []);
  return { of: (key) => drafts[key], keep };
}
