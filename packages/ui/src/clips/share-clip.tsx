import type { ApiError } from "@agentos/client/api-error";
import { clipOperations, type ClipView } from "@agentos/contracts/api/clips";
import { useQuery } from "@tanstack/react-query";
import Share from "lucide-react/icons/share-2";
import { useState } from "react";
import { formatAgo } from "../format/time.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Field } from "../parts/field.tsx";
import { Problem } from "../parts/problem.tsx";
import { useApp } from "../session/app-context.tsx";
import { useTell } from "../shell/toasts.tsx";

type Given = { clip: ClipView; place: number };

/** A link to a clip for somebody who has no account. */
export function ShareClip({ clip, place }: Given) {
  const [asked, setAsked] = useState(false);
  const close = (): void => setAsked(false);
  return (
    <>
      <Button
        size="small"
        icon={<Share size={16} aria-hidden />}
        aria-label={`Share clip ${place}`}
        onClick={() => setAsked(true)}
      >
        Share
      </Button>
      <Dialog open={asked} title={`Share clip ${place}`} onClose={close}>
        <ShareLink clip={clip} onClose={close} />
      </Dialog>
    </>
  );
}

function ShareLink({ clip, onClose }: { clip: ClipView; onClose: () => void }) {
  const { client } = useApp();
  const tell = useTell();
  const [byHand, setByHand] = useState(false);
  // The link that the page has may be hours old, and work for minutes only: this one is made now.
  const fresh = useQuery<ClipView, ApiError>({
    queryKey: ["shared clip", clip.id],
    queryFn: ({ signal }) => client.call(clipOperations.get, { params: { clip_id: clip.id }, signal }),
    staleTime: 0,
    gcTime: 0,
  });
  const link = fresh.data ? new URL(fresh.data.url, location.origin).href : "";
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link);
      tell({ text: "The link is copied.", kind: "done" });
      onClose();
    } catch {
      // Browsers give the clipboard to secure pages only, and to those that people let.
      setByHand(true);
    }
  };
  return (
    <>
      {fresh.error && <Problem error={fresh.error} />}
      <Field
        label="Link to the clip"
        readOnly
        value={link}
        placeholder="Making a link…"
        onFocus={(event) => event.target.select()}
        hint={byHand ? "This browser lets nothing be copied by itself: select the link, and copy it." : undefined}
      />
      <p className="min-h-12 text-ink-soft">
        {fresh.data && `Whoever has it can watch the clip, without an account, until ${untilWords(fresh.data)}.`}
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Close</Button>
        <Button kind="primary" disabled={link === ""} onClick={() => void copy()}>
          Copy link
        </Button>
      </div>
    </>
  );
}

const moment = new Intl.DateTimeFormat(undefined, { weekday: "long", hour: "numeric", minute: "2-digit" });

function untilWords({ urls_expire_at: at }: ClipView): string {
  return `${moment.format(new Date(at))} (${formatAgo(at)})`;
}
