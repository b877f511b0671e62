import path from "node:path";
import { readScript } from "../script.ts";

const withState = (file: string) =>
  readScript(["breaker-state.lua", file].map((name) => path.join(import.meta.dirname, name)));

/** What each is asked and answers is written in its file. */
export const breakerScripts = {
  admit: withState("admit.lua"),
  report: withState("report.lua"),
  inspect: withState("inspect.lua"),
  reset: withState("reset.lua"),
};
