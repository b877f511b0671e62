/** Where the entries of an action stand in the audit trail. */
export function auditPath(actionId: string): string {
  return `/logs/audit?action_id=${actionId}`;
}
