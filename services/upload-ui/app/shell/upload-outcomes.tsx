import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { useLocation } from "wouter";
import { jobKeys } from "../data/job-keys.ts";
import { useUser } from "../data/services.tsx";
import type { Finished } from "../upload/uploads.ts";
import { useUploadEntries } from "../upload/use-uploads.ts";
import { useTell } from "@agentos/ui/shell/toasts";

/** Leads on when a file has become a job, and keeps people from closing the page by mistake while one is on its way. */
export function UploadOutcomes() {
  const { uploads } = useUser();
  const [here, navigate] = useLocation();
  const queries = useQueryClient();
  const tell = useTell();
  const underWay = useUploadEntries().some(({ view }) => view?.state !== "failed");
  const finish = useEffectEvent(({ filename, jobId, alone }: Finished) => {
    void queries.invalidateQueries({ queryKey: jobKeys.all });
    // Somebody who waits on the first page for the one file wants to see it go on; anyone else is not moved.
    const busyTyping = document.activeElement instanceof HTMLInputElement && document.activeElement.value !== "";
    if (here === "/" && alone && !busyTyping) navigate(`/jobs/${jobId}`);
    else tell({ text: `${filename} is uploaded.`, link: { href: `/jobs/${jobId}`, text: "Watch it" } });
  });
  useEffect(() => uploads.whenFinished((finished) => finish(finished)), [uploads]);
  useEffect(() => {
    if (!underWay) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [underWay]);
  return null;
}
