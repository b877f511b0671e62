import { Button } from "@agentos/ui/parts/button";
import Pause from "lucide-react/icons/pause";
import Play from "lucide-react/icons/play";

type Given = {
  following: boolean;
  /** Lines that have come since it stands still. */
  waiting: number;
  /** Why nothing can come. */
  impossible: string | undefined;
  onPause: () => void;
  onFollow: () => void;
};

/** Lets lines appear as they are logged, or stand still. */
export function FollowButton({ following, waiting, impossible, onPause, onFollow }: Given) {
  if (impossible !== undefined) {
    return (
      <Button size="small" icon={<Play size={15} aria-hidden />} disabled title={impossible}>
        Follow
      </Button>
    );
  }
  return following ? (
    <Button size="small" icon={<Pause size={15} aria-hidden />} onClick={onPause} className="min-w-36">
      Following
    </Button>
  ) : (
    <Button
      size="small"
      kind="primary"
      icon={<Play size={15} aria-hidden />}
      onClick={onFollow}
      className="min-w-36 tabular-nums"
    >
      {waiting === 0 ? "Follow" : `Follow · ${waiting.toLocaleString("en")} new`}
    </Button>
  );
}
