import { describe, expect, it } from "vitest";
import { actions } from "./actions/actions.ts";
import { operationsByService } from "./api/operations.ts";
import { describeError, needsAnotherSource, errorCodes } from "./errors.ts";
import { events } from "./events/events.ts";
import { subjectOf } from "./messages/message-contract.ts";
import { hints, requests } from "./messages/messages.ts";
import { natsPermissions } from "./messages/nats-permissions.ts";
import { schemaOwners, serviceNames } from "./services.ts";
import { stageNames, stages } from "./stages/stages.ts";

const operations = Object.values(operationsByService).flatMap((sets) => sets.flatMap((set) => Object.values(set)));

describe("the contracts", () => {
  it("give a stage only what earlier stages have made", () => {
    for (const [position, stage] of stages.entries()) {
      for (const need of stage.needs) expect(stageNames.indexOf(need)).toBeLessThan(position);
    }
  });

  it("name each event once, with an owner that keeps events", () => {
    const names = events.map((event) => event.name);
    expect(new Set(names).size).toBe(names.length);
    for (const event of events) {
      expect(event.name).toMatch(/^[a-z_]+:[a-z_]+$/);
      expect(schemaOwners).toContain(event.owner);
    }
  });

  it("name each action once, with an example that is a payload", () => {
    const names = actions.map((action) => action.name);
    expect(new Set(names).size).toBe(names.length);
    for (const { payload, example } of actions) expect(payload.safeParse(example).error).toBeUndefined();
  });

  it("give each request and hint a subject of its own, and let only its owner serve it", () => {
    const subjects = [...requests, ...hints].map(subjectOf);
    expect(new Set(subjects).size).toBe(subjects.length);
    for (const request of requests) {
      const serving = serviceNames.filter((service) => natsPermissions(service).subscribe.includes(subjectOf(request)));
      expect(serving).toEqual([request.owner]);
    }
  });

  it("stay below fifty operations, each with an address of its own", () => {
    const addresses = operations.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(addresses.length).toBeLessThanOrEqual(50);
  });

  it("say a sentence with an end for every error, and its status", () => {
    for (const code of errorCodes) {
      const { says, status } = describeError(code);
      expect(says).toMatch(/\.$/);
      expect(status).toBeGreaterThanOrEqual(400);
    }
  });

  it("ask for another video only where the same one cannot succeed later", () => {
    const asking = errorCodes.filter(needsAnotherSource);
    expect(asking).toContain("NO_VIDEO_STREAM");
    expect(asking.filter((code) => describeError(code).retryable)).toEqual([]);
    // What is wrong there is the system, not the video.
    expect(needsAnotherSource("ENGINE_MISSING")).toBe(false);
    expect(needsAnotherSource("a code of a later version")).toBe(false);
  });
});
