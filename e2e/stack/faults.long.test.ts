import { stageNames } from "@agentos/contracts/stages/stages";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { descendantsOf, parentOf, until } from "./driver.ts";
import {
  attemptsOf,
  expectDoneOnce,
  expectToOutliveNats,
  newJob,
  startPatient,
  untilBegun,
  type Patient,
} from "./faults/patient.ts";

let patient: Patient;

beforeAll(async () => {
  patient = await startPatient();
}, 600_000);
afterAll(() => patient?.stack.stop(), 120_000);

const mostKills = 15;

describe("a worker that is killed in mid-work, on a job of its own", () => {
  it.each(stageNames)("%s: another takes over, nothing runs twice, no program survives", async (stage) => {
    const { stack } = patient;
    // A stage can be over before the signal arrives: such a kill proves nothing about mid-work and is tried again.
    for (let kills = 1; ; kills += 1) {
      const jobId = await newJob(patient);
      await untilBegun(patient, jobId, stage);
      const programs = descendantsOf(stack.pidOf(stage));
      const pid = stack.kill(stage);
      await until(() => programs.every((program) => parentOf(program) === undefined));
      await stack.untilReplaced(stage, pid);
      await expectDoneOnce(patient, jobId);
      const lost = (await attemptsOf(patient, jobId)).filter((attempt) => attempt.outcome !== "done");
      if (lost.length === 0 && kills < mostKills) continue;
      expect(lost).toEqual([{ stage, outcome: "lost", run: 1 }]);
      return;
    }
  });
});

it("NATS killed and its store deleted while ten jobs run and wait: all of them finish once", () =>
  expectToOutliveNats(patient, 10));
