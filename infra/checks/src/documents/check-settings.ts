import { readFileSync } from "node:fs";
import path from "node:path";
import { oneFailed, onePassed, type Check } from "../check.ts";
import { repositoryRoot } from "../config.ts";
import { settingsDocument } from "./settings-document.ts";

/** Where the document of the settings is. */
export const settingsFile = path.join(repositoryRoot, "docs", "settings.md");

/** docs/settings.md says what the contracts say. */
export const settingsCheck: Check = {
  name: "settings",
  async run() {
    if (readFileSync(settingsFile, "utf8") === settingsDocument()) return onePassed;
    console.error("docs/settings.md is not what the contracts say: write it anew with pnpm docs:settings.");
    return oneFailed;
  },
};
