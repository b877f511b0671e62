import { Dialog } from "@agentos/ui/parts/dialog";
import { Facts } from "@agentos/ui/parts/facts";
import { Button } from "@agentos/ui/parts/button";
import type { Wanted } from "./action-context.ts";
import { contractOf } from "./may-run.ts";

/** What an action gave. */
export function ResultDialog({ wanted, result, onClose }: { wanted: Wanted; result: unknown; onClose: () => void }) {
  const { label } = contractOf(wanted.action);
  return (
    <Dialog open size="wide" title={wanted.subject ? `${label}: ${wanted.subject}` : label} onClose={onClose}>
      <Facts value={result} />
      <div className="flex justify-end">
        <Button onClick={onClose}>Close</Button>
      </div>
    </Dialog>
  );
}
