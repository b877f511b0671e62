import { describe, expect, it } from "vitest";
import { actions, findAction } from "../actions/actions.ts";
import { stageNames } from "../stages/stages.ts";
import { certainEffects, type CertainEffect } from "./certain-effects.ts";
import { sectionNames } from "./section-names.ts";
import { snapshotParts } from "./snapshot-parts.ts";
import type { Sections } from "./snapshot.ts";

const jobId = "0195504b-3a10-7c55-8f0e-2b1d9c7a4e01";

/** The fields that effects look at; the others are as empty as they come. */
function someSections(): Sections {
  const empty = Object.fromEntries(sectionNames.map((name) => [name, {}])) as unknown as Sections;
  return {
    ...empty,
    dashboard: { ...empty.dashboard, queue: { waiting: 3, running: 0, dead_letters: 0, paused: 0 } },
    jobs: { ...empty.jobs, recent: [{ id: jobId, priority: "normal" }] as unknown as Sections["jobs"]["recent"] },
    queue: {
      ...empty.queue,
      queues: stageNames.map((queue) => ({
        queue,
        paused: false,
        paused_until: null,
        draining: false,
      })) as unknown as Sections["queue"]["queues"],
    },
    agents_workers: {
      ...empty.agents_workers,
      agents: stageNames.map((agent) => ({ agent, taking: true })) as unknown as Sections["agents_workers"]["agents"],
    },
  };
}

/** Nobody has answered yet. */
function unknownSections(): Sections {
  const fields = (name: string) =>
    Object.values(snapshotParts).flatMap((parts) =>
      Object.entries(parts).flatMap(([section, part]) => (section === name ? Object.keys(part.shape) : [])),
    );
  return {
    ...(Object.fromEntries(
      sectionNames.map((name) => [name, Object.fromEntries(fields(name).map((field) => [field, null]))]),
    ) as unknown as Sections),
  };
}

const effects = Object.entries(certainEffects) as [string, CertainEffect<unknown>][];

describe("what is shown of an action beforehand", () => {
  it.each(effects)("%s: bears sections of which nothing is known, and invents nothing", (name, effect) => {
    const unknown = unknownSections();
    expect({ ...unknown, ...effect(unknown, findAction(name)?.example) }).toEqual(unknown);
  });

  it.each(effects)("%s: changes nothing in place, and nothing more when it is applied again", (name, effect) => {
    const payload = findAction(name)?.example;
    const before = someSections();
    const once = { ...before, ...effect(before, payload) };
    expect(before).toEqual(someSections());
    expect({ ...once, ...effect(once, payload) }).toEqual(once);
  });

  it("pauses a queue, or all, and counts them", () => {
    const sections = someSections();
    const one = certainEffects["queue.pause"]?.(sections, { queue: "video_cutter" });
    expect(one?.queue?.queues?.filter(({ paused }) => paused).map(({ queue }) => queue)).toEqual(["video_cutter"]);
    expect(one?.dashboard?.queue.paused).toBe(1);
    const all = certainEffects["queue.pause"]?.(sections, { queue: "default" });
    expect(all?.dashboard?.queue.paused).toBe(stageNames.length);
    const none = certainEffects["queue.resume"]?.({ ...sections, ...all }, { queue: "default" });
    expect(none?.dashboard?.queue.paused).toBe(0);
  });

  it("does not guess when a pause ends", () => {
    expect(certainEffects["queue.pause"]?.(someSections(), { queue: "default", for_seconds: 60 })).toEqual({});
  });

  it("stops an agent, and gives a job its priority", () => {
    const stopped = certainEffects["agent.stop"]?.(someSections(), { agent: "face_detector" });
    expect(stopped?.agents_workers?.agents?.filter(({ taking }) => !taking).map(({ agent }) => agent)).toEqual([
      "face_detector",
    ]);
    const moved = certainEffects["job.set_priority"]?.(someSections(), { job_id: jobId, priority: "urgent" });
    expect(moved?.jobs?.recent?.[0]?.priority).toBe("urgent");
  });

  it("is certain for few, none of which asks first", () => {
    expect(effects.length).toBeLessThan(actions.length / 4);
    for (const [name] of effects) expect(findAction(name)?.risk).toBe("standard");
  });
});
