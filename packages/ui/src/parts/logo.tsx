/** The mark: a long strip, and the one piece that stands up out of it. */
export function Logo() {
  return (
    <span className="inline-flex items-center gap-2.5 font-display text-lg font-semibold tracking-tight">
      <svg viewBox="0 0 32 24" className="h-6 w-8" aria-hidden>
        <rect x="0" y="15" width="9" height="8" rx="2" className="fill-ink" />
        <rect x="11" y="1" width="10" height="22" rx="2.5" className="fill-marker-deep" />
        <rect x="23" y="15" width="9" height="8" rx="2" className="fill-ink" />
      </svg>
      <span className="max-sm:sr-only">AgentOS</span>
    </span>
  );
}
