import { AppError } from "@agentos/contracts/errors";
import { expect, it } from "vitest";
import { readWish } from "./options.ts";

it("makes 25 jobs unless told, and only removes where nothing else is said", () => {
  expect(readWish([])).toEqual({ jobs: 25, events: 0, clean: false });
  expect(readWish(["--jobs", "3", "--events=60"])).toEqual({ jobs: 3, events: 60, clean: false });
  expect(readWish(["--clean"])).toEqual({ jobs: 0, events: 0, clean: true });
  expect(readWish(["--", "--clean", "--jobs", "5"])).toEqual({ jobs: 5, events: 0, clean: true });
});

it.each([
  [["--jobs", "0"], "--jobs takes a number from 1 to 500."],
  [["--jobs", "501"], "--jobs takes a number from 1 to 500."],
  [["--clean", "--jobs", "0"], "--jobs takes a number from 1 to 500."],
  [["--jobs", "many"], '--jobs takes a whole number, not "many".'],
  [["--jobs", "2", "--events", "41"], "For 41 say --jobs 3 or more."],
  [["--events", "99999"], "--events takes 10000 at the most."],
  [["--job", "3"], "'--job'"],
  [["25"], "'25'"],
])("answers %j with what would do", (argv, sentence) => {
  const read = (): unknown => readWish(argv);
  expect(read).toThrow(AppError);
  expect(read).toThrow(sentence);
  expect(read).toThrow("Usage: pnpm seed");
});
