import type { JobDetail } from "@agentos/contracts/api/jobs";
import { stageByName } from "@agentos/contracts/stages/stages";
import { formatBytes } from "@agentos/ui/format/bytes";
import { DrawerSection } from "./drawer-section.tsx";

/** The files that came of each stage. */
export function JobFiles({ job }: { job: JobDetail }) {
  const made = (job.work ?? []).filter(({ files }) => files.length > 0);
  const total = made.flatMap(({ files }) => files).reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    <DrawerSection
      title="Artefacts"
      aside={made.length > 0 && <span className="text-sm text-ink-faint">{formatBytes(total)} in all</span>}
    >
      {made.length === 0 && <p className="text-sm text-ink-soft">No stage has made a file yet.</p>}
      <ul className="grid gap-2 text-sm">
        {made.map(({ stage, files }) => (
          <li key={stage} className="grid gap-0.5">
            <span className="text-ink-soft">{stageByName(stage).label}</span>
            <ul className="grid gap-0.5">
              {files.map((file) => (
                <li
                  key={`${file.name} ${file.sha256}`}
                  className="flex flex-wrap gap-x-3"
                  title={`SHA-256 ${file.sha256}`}
                >
                  <span className="min-w-0 [overflow-wrap:anywhere]">{file.name}</span>
                  <span className="text-ink-faint tabular-nums">
                    {formatBytes(file.bytes)} · {file.content_type}
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </DrawerSection>
  );
}
