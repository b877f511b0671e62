import type { View } from "@agentos/contracts/actions/action-contract";
import { Button } from "@agentos/ui/parts/button";
import Zap from "lucide-react/icons/zap";
import { usePalette } from "./palette-context.ts";

/** Every action of a view, for whatever it is to be done to. */
export function ActionsMenu({ view }: { view: View }) {
  const open = usePalette();
  return (
    <Button size="small" icon={<Zap size={16} aria-hidden />} aria-haspopup="dialog" onClick={() => open(view)}>
      Actions
    </Button>
  );
}
