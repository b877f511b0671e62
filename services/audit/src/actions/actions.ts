import type { ActionHandlers } from "@agentos/action-kit/handler";
import type { LongActions } from "@agentos/action-kit/long/long-action";
import type { Context } from "../context.ts";
import { auditEraseSubject } from "./audit-erase-subject.ts";
import { logsExportAudit } from "./logs-export-audit.ts";
import { logsVerifyAudit } from "./logs-verify-audit.ts";

/** The actions that audit carries out at once. */
export function auditActions(context: Context): Omit<ActionHandlers<"audit">, keyof LongActions<"audit">> {
  return { "audit.erase_subject": auditEraseSubject(context) };
}

/** Those that take their time. */
export function longAuditActions(context: Context): LongActions<"audit"> {
  return { "logs.export_audit": logsExportAudit(context), "logs.verify_audit": logsVerifyAudit(context) };
}
