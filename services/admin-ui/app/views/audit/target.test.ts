import { actions } from "@agentos/contracts/actions/actions";
import { describe, expect, it } from "vitest";
import { targetOf } from "./target.ts";

const id = "0195504b-10c4-7f52-a6d3-8e4b90f1a753";
const textOf = (action: string, payload: unknown, result: unknown = null) => targetOf(action, payload, result)?.text;

describe("what an action was done to", () => {
  it.each(actions.map(({ name, example }) => [name, example] as const))("is told of %s", (name, example) => {
    const { text = "–", title } = targetOf(name, example, null) ?? {};
    expect(text).toMatch(/^[A-Za-z\d]/);
    // Whole ids are in the title: nobody reads them in a list.
    expect(text).not.toMatch(/[\da-f]{8}-[\da-f]{4}-/);
    expect(text.includes("…") ? (title ?? "-") : "-").toMatch(/-/);
  });

  it("has the names that the pages have, and leads there", () => {
    expect(targetOf("job.cancel", { job_id: id }, null)).toEqual({
      text: "job …90f1a753",
      title: id,
      href: `/jobs?job=${id}`,
    });
    expect(targetOf("queue.pause", { queue: "video_cutter" }, null)).toMatchObject({
      text: "queue Cutting the clips",
      href: "/jobs?tab=queues",
    });
    expect(textOf("queue.pause", { queue: "default" })).toBe("all queues");
    expect(textOf("agent.restart", {})).toBe("all agents");
    expect(textOf("config.update", { key: "queue.warning_depth", value: 1, expected_version: 0 })).toMatch(
      /^setting [A-Z]/,
    );
    expect(textOf("system.reset_breaker", { service: "worker" })).toBe("breaker worker");
    expect(textOf("system.restart_service", { service: "gateway" })).toBe("service gateway");
    expect(textOf("system.backup", {}, { backup_id: id })).toBe("backup …90f1a753");
    expect(textOf("user.create", { role: "user" }, { user_id: id })).toBe("account …90f1a753");
    expect(textOf("system.pause_intake", {})).toBe("whole system");
  });

  it("says of many which ones", () => {
    expect(textOf("job.bulk_retry", { job_ids: [id, id] })).toBe("2 jobs");
    expect(textOf("job.bulk_retry", { filter: { status: "failed", stage: "video_cutter" } })).toBe(
      "failed jobs, Cutting the clips",
    );
    expect(textOf("job.bulk_cancel", { filter: { search: "[sealed]" } })).toBe("jobs, with words that are sealed");
    expect(textOf("job.purge", { older_than_days: 90, statuses: ["failed", "cancelled"] })).toBe(
      "failed, cancelled jobs, older than 90 days",
    );
    expect(textOf("logs.verify_audit", { from: 1, to: 900 })).toBe("audit trail, 1 – 900");
    expect(textOf("logs.verify_audit", {})).toBe("audit trail");
    expect(textOf("logs.export", { filter: { level: "warn", service: "jobs" } })).toBe("warn and above · jobs");
  });

  it("keeps what is sealed sealed, and does not guess", () => {
    expect(targetOf("system.unlock_account", { ip: "[sealed]" }, null)).toEqual({ text: "address, sealed" });
    expect(targetOf("job.cancel", null, null)).toBeUndefined();
    expect(textOf("unknown", {})).toBe("–");
  });
});
