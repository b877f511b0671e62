import { useUser } from "../data/services.tsx";
import { UnfinishedRow } from "./unfinished-row.tsx";
import { UploadRow } from "./upload-row.tsx";
import { useUploadEntries } from "./use-uploads.ts";

/** All uploads under way, and those that an earlier visit left. */
export function UploadList({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { uploads } = useUser();
  const entries = useUploadEntries();
  const unfinished = uploads.unfinished();
  if (entries.length + unfinished.length === 0) return null;
  return (
    <section aria-label="Uploads">
      <ul className="grid grid-cols-1 gap-3">
        {entries.map((entry) => (
          <UploadRow key={entry.id} entry={entry} />
        ))}
        {unfinished.map((record) => (
          <UnfinishedRow key={record.upload_id} record={record} onFile={(file) => onFiles([file])} />
        ))}
      </ul>
    </section>
  );
}
