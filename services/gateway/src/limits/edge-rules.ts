import { adminOperations } from "@agentos/contracts/api/admin";
import type { Operation } from "@agentos/contracts/api/operation";
import { systemOperations } from "@agentos/contracts/api/system";
import type { LimitRule } from "@agentos/redis/limiter/limit-rule";
import type { LimitSettings } from "./limit-settings.ts";

/** A limit at the edge, and whom it counts: each address, or each signed-in user. */
export type EdgeRule = { rule: LimitRule; per: "address" | "user" };

/** The limits of the edge. Each rule reads its limit when it is asked: operators change it meanwhile. */
export type EdgeRules = {
  public: EdgeRule;
  /** The rule of an operation. */
  of(operation: Operation): EdgeRule;
};

export function createEdgeRules(settings: LimitSettings): EdgeRules {
  const byAccess = {
    public: perMinute("public", () => settings.LIMIT_PUBLIC_PER_MINUTE, "address"),
    user: perMinute("user", () => settings.LIMIT_USER_PER_MINUTE, "user"),
    staff: perMinute("staff", () => settings.LIMIT_STAFF_PER_MINUTE, "user"),
  };
  const upload = bytesPerMinute("upload", () => settings.LIMIT_UPLOAD_BYTES_PER_MINUTE, "user");
  const media = bytesPerMinute("media", () => settings.LIMIT_MEDIA_BYTES_PER_MINUTE, "address");
  const particular = new Map<Operation, EdgeRule>([
    [systemOperations.health, perMinute("health", () => settings.LIMIT_HEALTH_PER_MINUTE, "address")],
    [adminOperations.action, perMinute("edge-actions", () => settings.LIMIT_ACTIONS_PER_MINUTE, "address")],
  ]);
  return {
    public: byAccess.public,
    of(operation) {
      if (operation.body === "bytes") return upload;
      if (operation.reply === "bytes") return media;
      return particular.get(operation) ?? byAccess[operation.access];
    },
  };
}

function perMinute(name: string, limitNow: () => number, per: EdgeRule["per"]): EdgeRule {
  const rule: LimitRule = {
    name,
    get limit() {
      return limitNow();
    },
    windowSeconds: 60,
  };
  return { rule, per };
}

function bytesPerMinute(name: string, limitNow: () => number, per: EdgeRule["per"]): EdgeRule {
  const rule: LimitRule = {
    name,
    get limit() {
      return limitNow();
    },
    windowSeconds: 60,
    unit: "content-bytes",
    algorithm: "token_bucket",
  };
  return { rule, per };
}
