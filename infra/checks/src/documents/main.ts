import { writeFileSync } from "node:fs";
import { eventsFile } from "./check-events.ts";
import { settingsFile } from "./check-settings.ts";
import { eventsDocument } from "./events-document.ts";
import { settingsDocument } from "./settings-document.ts";

writeFileSync(eventsFile, eventsDocument());
writeFileSync(settingsFile, settingsDocument());
