import { rotatableSecrets } from "@agentos/contracts/actions/config/rotate-secret";
import type { ApiError } from "@agentos/client/api-error";
import { authOperations } from "@agentos/contracts/api/auth";
import { Ago } from "@agentos/ui/parts/ago";
import { Problem } from "@agentos/ui/parts/problem";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { ActionButton } from "../../actions/action-button.tsx";
import { auditPath } from "../../actions/audit-path.ts";
import { useRows } from "../../data/use-rows.ts";
import { useStaff } from "../../data/staff.ts";
import { Person } from "../../parts/person.tsx";

const told: Record<(typeof rotatableSecrets)[number], { label: string; summary: string }> = {
  access_token_signing_key: {
    label: "Signing key of access tokens",
    summary:
      "Signs what people are let in by. A new one is made by itself too, after as many days as the setting “Signing key” says.",
  },
};

/** Secrets by their names: when they were replaced, and the way to replace them. Their values are never shown. */
export function Secrets() {
  return (
    <section aria-label="Secrets" className="grid grid-cols-1 gap-3">
      <h2 className="text-lg font-semibold tracking-tight">Secrets</h2>
      <p className="-mt-2 text-sm text-ink-soft">
        No value is ever shown. All other secrets are given when the system is started.
      </p>
      {rotatableSecrets.map((name) => (
        <article
          key={name}
          aria-label={told[name].label}
          className="grid gap-4 rounded-card border border-line bg-surface p-5"
        >
          <div className="flex flex-wrap items-start justify-between gap-3">
            <div className="min-w-0">
              <h3 className="font-semibold">{told[name].label}</h3>
              <code className="text-xs text-ink-faint [overflow-wrap:anywhere]">{name}</code>
              <p className="mt-1 max-w-prose text-sm text-ink-soft">{told[name].summary}</p>
            </div>
            <ActionButton action="config.rotate_secret" payload={{ name }} subject={told[name].label} />
          </div>
          <PublishedKeys />
          <Rotations />
        </article>
      ))}
    </section>
  );
}

/** The public halves that verify at present, by their ids. */
function PublishedKeys() {
  const { client } = useStaff();
  const { data, error } = useQuery<{ keys: Record<string, unknown>[] }, ApiError>({
    queryKey: ["published-keys"],
    queryFn: ({ signal }) => client.call(authOperations.jwks, { signal }),
    staleTime: 60_000,
  });
  if (error && !data) return <Problem error={error} />;
  return (
    <div className="grid gap-1 text-sm">
      <p className="text-ink-soft">Keys whose tokens are let in at present</p>
      <p className="min-h-5">
        {data?.keys.map(({ kid }) => (
          <code key={String(kid)} className="me-3 [overflow-wrap:anywhere]">
            {String(kid)}
          </code>
        ))}
      </p>
    </div>
  );
}

function Rotations() {
  const { rows, error } = useRows("audit", { action: "config.rotate_secret", outcome: "done" }, 5);
  if (error && !rows) return <Problem error={error} />;
  return (
    <div className="grid gap-1 text-sm">
      <p className="text-ink-soft">Replaced by hand</p>
      {rows === undefined && <div className="placeholder h-5 w-64" aria-hidden />}
      {rows?.length === 0 && <p>Never, as far as the audit trail goes back.</p>}
      <ul>
        {rows?.map(({ id, at, user_id: author, action_id: actionId }) => (
          <li key={id}>
            <Ago at={at} /> by {author ? <Person id={author} /> : "somebody unknown"}
            {actionId && (
              <Link href={auditPath(actionId)} className="ms-2 underline decoration-edge underline-offset-3">
                Audit entry
              </Link>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
