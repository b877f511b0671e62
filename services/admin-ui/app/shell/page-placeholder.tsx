/** A page on its way, in its size. */
export function PagePlaceholder() {
  return (
    <div className="grid gap-6" aria-hidden>
      <div className="placeholder h-9 w-56" />
      <div className="placeholder h-28" />
      <div className="placeholder h-96" />
    </div>
  );
}
