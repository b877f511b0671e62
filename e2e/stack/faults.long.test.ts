import { stageNames } from "@agentos/contracts/stages/stages";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  attemptsOf,
  expectDoneOnce,
  expectToOutliveNats,
  killInMidWork,
  newJob,
  startPatient,
  type Patient,
} from "./faults/patient.ts";

let patient: Patient;

beforeAll(async () => {
  patient = await startPatient();
}, 600_000);
afterAll(() => patient?.stack.stop(), 120_000);

describe("a worker that is killed in mid-work, on a job of its own", () => {
  it.each(stageNames)("%s: another takes over, nothing runs twice, no program survives", async (stage) => {
    const jobId = await newJob(patient);
    await killInMidWork(patient, jobId, [stage]);
    await expectDoneOnce(patient, jobId);
    const lost = (await attemptsOf(patient, jobId)).filter((attempt) => attempt.outcome !== "done");
    expect(lost).toEqual([{ stage, outcome: "lost", run: 1 }]);
  });
});

it("NATS killed and its store deleted while ten jobs run and wait: all of them finish once", () =>
  expectToOutliveNats(patient, 10));
