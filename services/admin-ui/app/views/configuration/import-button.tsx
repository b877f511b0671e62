import { Button } from "@agentos/ui/parts/button";
import { lazy, Suspense, useState } from "react";
import { whyNot } from "../../actions/may-run.ts";
import { useStaff } from "../../data/staff.ts";
import type { useConfig } from "./use-config.ts";

const ImportDialog = lazy(async () => ({ default: (await import("./import-dialog.tsx")).ImportDialog }));

/** Opens what takes a file of settings over. */
export function ImportButton({ config }: { config: ReturnType<typeof useConfig> }) {
  const [open, setOpen] = useState(false);
  const why = whyNot("config.import", useStaff().user);
  return (
    <>
      <Button
        size="small"
        onClick={() => why === undefined && setOpen(true)}
        title={why}
        aria-disabled={why !== undefined || undefined}
        className="aria-disabled:cursor-not-allowed aria-disabled:opacity-50"
      >
        Import…
      </Button>
      {open && (
        <Suspense fallback={null}>
          <ImportDialog config={config} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
