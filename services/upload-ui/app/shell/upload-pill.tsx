import { Link } from "wouter";
import { formatPercent } from "@agentos/ui/format/percent";
import { useUploadEntries } from "../upload/use-uploads.ts";

/** What is being uploaded while somebody looks at another page. */
export function UploadPill() {
  const entries = useUploadEntries();
  if (entries.length === 0) return null;
  const total = entries.reduce((sum, { file }) => sum + file.size, 0);
  const sent = entries.reduce((sum, { view }) => sum + (view?.sentBytes ?? 0), 0);
  const moves = entries.some(({ view }) => view?.state === "sending");
  return (
    <Link
      href="/"
      className="inline-flex h-8 items-center rounded-full bg-marker px-3 text-sm font-semibold text-on-marker tabular-nums"
    >
      <span className="max-sm:sr-only">{moves ? "Uploading" : "Upload waits"}&nbsp;</span>
      {formatPercent(total > 0 ? sent / total : 0)}
    </Link>
  );
}
