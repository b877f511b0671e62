import type { JobOptions } from "@agentos/contracts/job-options";
import Link2 from "lucide-react/icons/link-2";
import { useId, type FormEvent } from "react";
import { useLocation } from "wouter";
import { useCreateJob } from "../data/jobs.ts";
import { Button } from "@agentos/ui/parts/button";
import { inputClass } from "@agentos/ui/parts/field";
import { Problem } from "@agentos/ui/parts/problem";

/** A video by its address. */
export function UrlForm({ options }: { options: JobOptions }) {
  const id = useId();
  const [, navigate] = useLocation();
  const create = useCreateJob();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const url = String(new FormData(event.currentTarget).get("url")).trim();
    create.mutate({ url, options }, { onSuccess: ({ job_id: jobId }) => navigate(`/jobs/${jobId}`) });
  };
  return (
    <form onSubmit={submit} className="grid grid-cols-1 gap-3">
      <label htmlFor={id} className="sr-only">
        Address of a video
      </label>
      <div className="flex gap-2 max-sm:flex-col">
        <div className="relative flex-1">
          <Link2 size={18} aria-hidden className="absolute top-1/2 left-3.5 -translate-y-1/2 text-ink-faint" />
          <input
            id={id}
            name="url"
            type="url"
            required
            maxLength={2000}
            placeholder="or paste a link to a video"
            className={`${inputClass} pl-10`}
          />
        </div>
        <Button type="submit" busy={create.isPending}>
          Get clips
        </Button>
      </div>
      {create.error && <Problem error={create.error} />}
    </form>
  );
}
