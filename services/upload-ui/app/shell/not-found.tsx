import { Link } from "wouter";
import { buttonClass } from "@agentos/ui/parts/button";
import { useTitle } from "@agentos/ui/shell/use-title";

/** An address that leads nowhere, or to what is somebody else's. */
export function NotFound() {
  useTitle("Not found");
  return (
    <section className="grid justify-items-start gap-4 py-10">
      <h1 className="text-3xl font-semibold tracking-tight">There is nothing here</h1>
      <p className="max-w-prose text-ink-soft">The address leads nowhere, or to a video that is not yours.</p>
      <Link href="/history" className={buttonClass("primary")}>
        Your videos
      </Link>
    </section>
  );
}
