import { useUser } from "../data/services.tsx";
import { useTitle } from "@agentos/ui/shell/use-title";
import { DropZone } from "../upload/drop-zone.tsx";
import { OptionsPanel } from "../upload/options-panel.tsx";
import { UploadList } from "../upload/upload-list.tsx";
import { UrlForm } from "../upload/url-form.tsx";
import { useFileDrop } from "../upload/use-file-drop.ts";
import { useUploadEntries } from "../upload/use-uploads.ts";
import { useJobOptions } from "../upload/use-job-options.ts";
import { RecentJobs } from "./recent-jobs.tsx";

/** The first page: give a video, and see what became of the last ones. */
export function HomePage() {
  useTitle("New video");
  const { uploads } = useUser();
  const [options, changeOptions] = useJobOptions();
  const take = (files: File[]): void => uploads.add(files, options);
  const busy = useUploadEntries().length > 0;
  const over = useFileDrop(take);
  return (
    <div className="grid grid-cols-1 gap-12">
      <section className="grid grid-cols-1 gap-5" aria-labelledby="new">
        <h1 id="new" className="text-3xl font-semibold tracking-tight sm:text-[2.6rem]">
          Get the <span className="marked">best moments</span> of a long video
        </h1>
        <UploadList onFiles={take} />
        <DropZone over={over} compact={busy} onFiles={take} />
        <UrlForm options={options} />
        <OptionsPanel of={busy && " of the next video"} options={options} onChange={changeOptions} />
      </section>
      <RecentJobs />
    </div>
  );
}
