import { ApiError } from "@agentos/client/api-error";
import CircleAlert from "lucide-react/icons/circle-alert";
import type { ReactNode } from "react";

/** What went wrong and what to do about it, in the API's words. */
export function Problem({ error, id, children }: { error: Error; id?: string; children?: ReactNode }) {
  const api = error instanceof ApiError ? error : undefined;
  return (
    <div id={id} role="alert" className="flex gap-3 rounded-control bg-bad-wash p-3.5">
      <CircleAlert size={19} aria-hidden className="mt-0.5 shrink-0 text-bad" />
      <div className="grid min-w-0 gap-1">
        <p>{error.message}</p>
        {api?.details.map(({ path, message }) => (
          <p key={`${path} ${message}`} className="text-sm text-ink-soft">
            {path ? `${path}: ` : ""}
            {message}
          </p>
        ))}
        {api?.retryAfter !== undefined && api.retryAfter > 0 && (
          <p className="text-sm text-ink-soft">You can try again in {Math.ceil(api.retryAfter)} s.</p>
        )}
        {api?.traceId !== undefined && api.status >= 500 && (
          <p className="text-sm break-all text-ink-faint">Reference for support: {api.traceId}</p>
        )}
        {children}
      </div>
    </div>
  );
}
