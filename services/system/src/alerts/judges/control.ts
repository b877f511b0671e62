import type { Judge } from "./judge.ts";

export const breakerOpen: Judge = ({ snapshot }) =>
  (snapshot?.system.breakers ?? [])
    .filter(({ state }) => state !== "closed")
    .map(({ service, failures, calls }) => ({
      subject: service,
      severity: "critical" as const,
      message: `Actions of ${service} fail so often that they are not carried out for a while.`,
      details: { failures, calls },
    }));

/**
 * Entries that wait for their places, or behind the last signed head. Where entries come all the time some are always behind it: then it
 * is new. After a quiet time it is old: then it is signed anew before the finding has lasted.
 */
export const auditLag: Judge = ({ snapshot, now }, { audit_lag_seconds: afterSeconds }) => {
  const chain = snapshot?.audit.chain;
  if (!chain) return [];
  const { unverified, waiting_since, head } = chain;
  const signedLately = head !== null && now - Date.parse(head.at) < afterSeconds * 1000;
  if (waiting_since === null && (unverified === 0 || signedLately)) return [];
  const message =
    waiting_since === null
      ? `No signed head vouches for the last ${unverified} entries of the audit trail.`
      : `Entries of the audit trail wait for their places since ${waiting_since}.`;
  return [{ subject: "audit", severity: "warning", message, details: { unverified, waiting_since }, afterSeconds }];
};

export const auditBroken: Judge = ({ snapshot }) => {
  const chain = snapshot?.audit.chain;
  const says =
    chain?.contradiction?.says ??
    (chain?.last_verification?.whole === false ? chain.last_verification.finding : undefined);
  if (says === undefined) return [];
  const message = "The audit trail is not what was signed: somebody has changed it, or the database was put back.";
  return [{ subject: "audit", severity: "critical", message, details: { says } }];
};

/** Services that do not answer for the snapshot; without read-model nobody knows of the others. */
export const serviceDown: Judge = ({ snapshot, now }, { service_down_seconds: afterSeconds }) => {
  const down = (service: string, since: string | null) => ({
    subject: service,
    severity: "critical" as const,
    message: `${service} does not answer.`,
    details: { since },
  });
  if (!snapshot) return [{ ...down("read-model", null), afterSeconds }];
  return (snapshot.system.services ?? [])
    .filter(({ answers, since }) => !answers && now - Date.parse(since) >= afterSeconds * 1000)
    .map(({ service, since }) => down(service, since));
};
