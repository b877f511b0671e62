import { uploadOperations } from "@agentos/contracts/api/upload";
import type { UploadRecord } from "@agentos/client/upload-records";
import { useQuery } from "@tanstack/react-query";
import X from "lucide-react/icons/x";
import { useState } from "react";
import { useUser } from "../data/services.tsx";
import { FileButton } from "../parts/file-button.tsx";
import { formatBytes } from "@agentos/ui/format/bytes";
import { describeOptions } from "@agentos/ui/format/options";
import { formatPercent } from "@agentos/ui/format/percent";
import { IconButton } from "@agentos/ui/parts/button";
import { ProgressBar } from "@agentos/ui/parts/progress-bar";

type Given = { record: UploadRecord; onFile: (file: File) => void };

/** An upload of an earlier visit: a page may not open a file again by itself, so it asks for it. */
export function UnfinishedRow({ record, onFile }: Given) {
  const { client, uploads } = useUser();
  const [other, setOther] = useState<string>();
  const status = useQuery({
    queryKey: ["upload", record.upload_id],
    queryFn: ({ signal }) => client.call(uploadOperations.status, { params: { upload_id: record.upload_id }, signal }),
  });
  const share = status.data ? status.data.received.length / Math.max(1, status.data.total_chunks) : 0;
  const choose = (file: File): void => {
    const same = file.name === record.name && file.size === record.size && file.lastModified === record.lastModified;
    if (same) onFile(file);
    else setOther(file.name);
  };
  return (
    <li className="grid grid-cols-1 gap-3 rounded-card border border-line bg-surface p-4 sm:p-5">
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-0 flex-1 truncate font-medium max-sm:basis-full">{record.name}</p>
        <FileButton size="small" label={`Choose ${record.name} again`} onFile={choose}>
          Choose it again
        </FileButton>
        <IconButton label={`Forget the upload of ${record.name}`} onClick={() => uploads.forget(record)}>
          <X size={19} aria-hidden />
        </IconButton>
      </div>
      <ProgressBar share={share} still label={`What has arrived of ${record.name}`} />
      <p className="text-sm text-ink-soft">
        {other === undefined
          ? `Not finished: ${status.data ? formatPercent(share) : "a part"} of ${formatBytes(record.size)} has arrived. Choose the same file to resume.`
          : `“${other}” is another file. Choose “${record.name}” as it was.`}
      </p>
      {record.options && <p className="text-sm text-ink-faint">{describeOptions(record.options)}</p>}
    </li>
  );
}
