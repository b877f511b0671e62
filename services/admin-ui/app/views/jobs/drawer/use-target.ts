import { useSection } from "../../../data/use-section.ts";

/** How long a job may take to be within the target, in seconds; undefined where the settings are not known. */
export function useTargetSeconds(): number | undefined {
  const { value } = useSection("config");
  const target = value?.settings?.find(({ key }) => key === "analytics.target_seconds")?.value;
  return typeof target === "number" ? target : undefined;
}
