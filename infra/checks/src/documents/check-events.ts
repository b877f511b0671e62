import { readFileSync } from "node:fs";
import path from "node:path";
import { oneFailed, onePassed, type Check } from "../check.ts";
import { repositoryRoot } from "../config.ts";
import { eventsDocument } from "./events-document.ts";

/** Where the document of the events is, below the repository's root. */
export const eventsFile = path.join(repositoryRoot, "docs", "events.md");

/** docs/events.md says what the contracts say. */
export const eventsCheck: Check = {
  name: "events",
  async run() {
    if (readFileSync(eventsFile, "utf8") === eventsDocument()) return onePassed;
    console.error("docs/events.md is not what the contracts say: write it anew with pnpm docs:events.");
    return oneFailed;
  },
};
