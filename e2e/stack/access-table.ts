import { isStaff, onlyReads, type Role } from "@agentos/contracts/roles";

/** Whom a route lets in; what it then lets them do to what, other rules say. */
type Door = "anyone" | "signed in" | "not who only reads" | "staff" | "who runs it" | "admin";

const admits: Record<Exclude<Door, "anyone">, (role: Role) => boolean> = {
  "signed in": () => true,
  "not who only reads": (role) => !onlyReads(role),
  staff: isStaff,
  "who runs it": (role) => role === "admin" || role === "operator",
  admin: (role) => role === "admin",
};

/** Every route of the system, written by hand: a route that is not here has not been thought about. */
export const accessTable: Record<string, Door> = {
  "GET /": "anyone",
  "GET /health": "anyone",
  "GET /media/{token}": "anyone",
  "GET /api/auth/jwks": "anyone",
  "POST /api/auth/login": "anyone",
  "POST /api/auth/refresh": "anyone",
  "POST /api/auth/logout": "anyone",
  "POST /api/auth/register": "anyone",
  "POST /api/auth/password": "signed in",
  "GET /api/jobs/today": "signed in",
  "GET /api/jobs/history": "signed in",
  "GET /api/jobs/{job_id}": "signed in",
  "GET /api/jobs/{job_id}/clips": "signed in",
  "GET /api/jobs/{job_id}/retry": "signed in",
  "GET /api/jobs/status/{status}": "signed in",
  "GET /api/jobs/summary/stats": "signed in",
  "GET /api/jobs/recent/{limit}": "signed in",
  "GET /api/jobs/user/{user_id}": "signed in",
  "POST /api/jobs/create": "not who only reads",
  "POST /api/jobs/{job_id}/cancel": "not who only reads",
  "POST /api/jobs/{job_id}/retry": "not who only reads",
  "POST /api/jobs/{job_id}/status": "not who only reads",
  "GET /api/clips/recent": "signed in",
  "GET /api/clips/{clip_id}": "signed in",
  "GET /api/upload": "signed in",
  "GET /api/upload/status/{upload_id}": "signed in",
  "POST /api/upload/init": "not who only reads",
  "POST /api/upload/chunk": "not who only reads",
  "POST /api/upload/finalize": "not who only reads",
  "GET /api/agents/status": "staff",
  "GET /api/agents/performance": "staff",
  "GET /api/agents/health": "staff",
  "GET /api/agents/config": "staff",
  "GET /api/agents/{agent_id}": "staff",
  "GET /api/agents/logs/{agent_id}": "staff",
  "GET /api/agents/queue/{agent_id}": "staff",
  "POST /api/agents/{agent_id}/start": "who runs it",
  "POST /api/agents/{agent_id}/stop": "who runs it",
  "POST /api/agents/{agent_id}/config": "who runs it",
  "POST /api/agents/{agent_id}/clear-queue": "admin",
  "POST /api/agents/restart": "who runs it",
  "GET /api/queue/status": "staff",
  "GET /api/queue/details": "staff",
  "GET /api/queue/stats": "staff",
  "GET /api/analytics/metrics": "staff",
  "GET /api/admin/ssot": "staff",
  "GET /api/admin/ssot/{section}": "staff",
  "GET /api/admin/ssot/health": "staff",
  "GET /api/admin/action/status": "staff",
  // Of this route it is the example's action that is asked for: queue.pause.
  "POST /api/admin/action": "who runs it",
};

/** How somebody is met at a door: `nobody` has no token. */
export function metAs(
  who: Role | "nobody",
  door: Door | undefined,
): "let in" | "UNAUTHENTICATED" | "FORBIDDEN" | "not in the table" {
  if (door === undefined) return "not in the table";
  if (door === "anyone") return "let in";
  if (who === "nobody") return "UNAUTHENTICATED";
  return admits[door](who) ? "let in" : "FORBIDDEN";
}
