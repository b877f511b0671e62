import { expect, it } from "vitest";
import { anchorsOf, linksOf } from "./links.ts";

it("finds links into the repository, and none in code or to other sites", () => {
  const text = [
    'See [one](docs/one.md#part-two) and ![two](two.png "Two"), not [three](https://example.org/x).',
    "```",
    "[four](four.md)",
    "```",
    "`[five](five.md)` but [six](#six)",
    "[seven]: seven.md",
  ].join("\n");
  expect(linksOf(text)).toEqual([
    { line: 1, path: "docs/one.md", anchor: "part-two" },
    { line: 1, path: "two.png", anchor: "" },
    { line: 5, path: "", anchor: "six" },
    { line: 6, path: "seven.md", anchor: "" },
  ]);
});

it("names headings as GitHub does", () => {
  const anchors = anchorsOf("# What's `new`?\n\n## Run it\n\n## Run it\n\n```\n# no heading\n```\n");
  expect([...anchors]).toEqual(["whats-new", "run-it", "run-it-1"]);
});
