import { useLocation } from "wouter";
import { useUser } from "../data/services.tsx";
import { useFileDrop } from "../upload/use-file-drop.ts";
import { readJobOptions } from "../upload/use-job-options.ts";

/** Files dropped on another page than the first are taken as well; the browser would open them and leave the app. */
export function DropElsewhere() {
  const { uploads } = useUser();
  const [, navigate] = useLocation();
  const over = useFileDrop((files) => {
    uploads.add(files, readJobOptions());
    navigate("/");
  });
  if (!over) return null;
  return (
    <div className="pointer-events-none fixed inset-3 z-30 grid place-items-center rounded-card border-2 border-dashed border-ink bg-marker-wash/95">
      <p className="font-display text-2xl font-semibold tracking-tight">Let go to upload</p>
    </div>
  );
}
