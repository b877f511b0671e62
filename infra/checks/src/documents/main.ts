import { writeFileSync } from "node:fs";
import { eventsFile } from "./check-events.ts";
import { eventsDocument } from "./events-document.ts";

writeFileSync(eventsFile, eventsDocument());
