import { ApiError } from "@agentos/client/api-error";
import type { Trouble } from "@agentos/client/trouble";
import CircleAlert from "lucide-react/icons/circle-alert";
import type { ReactNode } from "react";

/** What went wrong and what to do about it, in the API's words. */
export function Problem({ error, id, children }: { error: Error | Trouble; id?: string; children?: ReactNode }) {
  const { details, retryAfter, reference } = factsOf(error);
  return (
    <div id={id} role="alert" className="flex gap-3 rounded-control bg-bad-wash p-3.5">
      <CircleAlert size={19} aria-hidden className="mt-0.5 shrink-0 text-bad" />
      <div className="grid min-w-0 gap-1">
        <p>{error.message}</p>
        {details.map(({ path, message }) => (
          <p key={`${path} ${message}`} className="text-sm text-ink-soft">
            {path ? `${path}: ` : ""}
            {message}
          </p>
        ))}
        {retryAfter !== undefined && retryAfter > 0 && (
          <p className="text-sm text-ink-soft">You can try again in {Math.ceil(retryAfter)} s.</p>
        )}
        {reference !== undefined && (
          <p className="text-sm break-all text-ink-faint">Reference for support: {reference}</p>
        )}
        {children}
      </div>
    </div>
  );
}

/** Whoever has made a mistake needs no support for it. */
function factsOf(error: Error | Trouble): Pick<Trouble, "details" | "retryAfter"> & { reference: string | undefined } {
  if (error instanceof ApiError) return { ...pick(error), reference: error.status >= 500 ? error.traceId : undefined };
  if (error instanceof Error) return { details: [], retryAfter: undefined, reference: undefined };
  return { ...pick(error), reference: error.traceId };
}

function pick({ details, retryAfter }: Pick<Trouble, "details" | "retryAfter">) {
  return { details, retryAfter };
}
