import CircleAlert from "lucide-react/icons/circle-alert";
import CircleCheck from "lucide-react/icons/circle-check";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { Sparkline } from "../charts/sparkline.tsx";
import { tones, type Tone } from "./tones.ts";

type Given = {
  label: string;
  /** As it is shown; null where it is not known. */
  value: string | number | null;
  unit?: string;
  /** Why there is no value. */
  why?: string;
  /** How it has been, the oldest first. */
  history?: readonly (number | null)[];
  /** Where more of it is. */
  href?: string;
  tone?: Tone;
  /** One more line, such as what it is measured over. */
  detail?: ReactNode;
};

/** A tone is never a colour alone. */
const signs = {
  good: { Icon: CircleCheck, name: "good" },
  warn: { Icon: TriangleAlert, name: "needs attention" },
  bad: { Icon: CircleAlert, name: "bad" },
} as const;

const box = "relative flex h-28 min-w-0 flex-col overflow-hidden rounded-card border border-line p-3.5";

/** One figure with its name. Its size is the same whatever it shows, so that nothing moves when it comes. */
export function FigureTile({ tone = "none", href, ...rest }: Given) {
  const look = `${box} ${tones[tone].wash}`;
  if (href === undefined) return <div className={look}>{<Content tone={tone} {...rest} />}</div>;
  return (
    <Link href={href} className={`${look} transition-colors hover:border-edge`}>
      <Content tone={tone} {...rest} />
    </Link>
  );
}

function Content({ label, value, unit, why = "Nothing measured yet", history, tone = "none", detail }: Given) {
  const sign = tone === "none" ? undefined : signs[tone];
  return (
    <>
      <span className="flex items-center gap-1.5 text-sm text-ink-soft">
        <span className="min-w-0 truncate">{label}</span>
        {sign && (
          <>
            <sign.Icon size={16} aria-hidden className={`ms-auto shrink-0 ${tones[tone].text}`} />
            <span className="sr-only">({sign.name})</span>
          </>
        )}
      </span>
      <span className="mt-1 flex min-w-0 items-baseline gap-1.5 whitespace-nowrap">
        <span
          className={`truncate font-display text-2xl leading-tight font-semibold tabular-nums ${tones[tone].text}`}
          title={value === null ? why : undefined}
        >
          {value === null ? "–" : typeof value === "number" ? value.toLocaleString("en") : value}
        </span>
        {unit !== undefined && value !== null && <span className="text-sm text-ink-soft">{unit}</span>}
        {value === null && <span className="sr-only">{why}</span>}
      </span>
      <span className="mt-auto flex h-6 min-w-0 items-end gap-3 text-xs text-ink-soft">
        <span className="min-w-0 flex-1 truncate">{detail}</span>
        {history && <Sparkline label={label} values={history} className="h-6 w-14 sm:w-24" />}
      </span>
    </>
  );
}
