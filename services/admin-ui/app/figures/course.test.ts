import { expect, it } from "vitest";
import { courseOf, successCourse } from "./course.ts";

it("fills in the hours in which nothing happened", () => {
  const course = courseOf({
    from: "2026-03-01T10:00:00.000Z",
    to: "2026-03-01T13:00:00.000Z",
    throughput: [{ at: "2026-03-01T11:00:00.000Z", created: 4, completed: 3, failed: 1, cancelled: 0 }],
  });
  expect(course.map(({ created }) => created)).toEqual([0, 4, 0]);
  expect(successCourse(course)).toEqual([null, 0.75, null]);
});

it("goes by the day where more than a week was counted", () => {
  const course = courseOf({
    from: "2026-03-01T10:00:00.000Z",
    to: "2026-03-09T11:00:00.000Z",
    throughput: [{ at: "2026-03-02T00:00:00.000Z", created: 2, completed: 0, failed: 0, cancelled: 1 }],
  });
  expect(course).toHaveLength(9);
  expect(course.map(({ cancelled }) => cancelled)).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0]);
});
