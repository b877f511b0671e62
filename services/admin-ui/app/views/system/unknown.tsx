/** In place of what nobody knows, and why. */
export function Unknown({ why }: { why: string }) {
  return (
    <span title={why} className="text-ink-faint">
      <span aria-hidden>–</span>
      <span className="sr-only">{why}</span>
    </span>
  );
}
