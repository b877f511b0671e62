import { buttonClass } from "@agentos/ui/parts/button";
import { useTitle } from "@agentos/ui/shell/use-title";
import { Link } from "wouter";

/** An address where nothing is. */
export function NotFound() {
  useTitle("Not found");
  return (
    <section className="grid justify-items-start gap-4">
      <h1 className="text-2xl font-semibold tracking-tight">There is no such page</h1>
      <p className="text-ink-soft">The address may be mistyped, or from another version.</p>
      <Link href="/" className={buttonClass("primary")}>
        To the dashboard
      </Link>
    </section>
  );
}
