import { readScript } from "../script.ts";

const withState = (file: string) => readScript(import.meta.dirname, "breaker-state.lua", file);

/** What each is asked and answers is written in its file. */
export const breakerScripts = {
  admit: withState("admit.lua"),
  report: withState("report.lua"),
  inspect: withState("inspect.lua"),
  reset: withState("reset.lua"),
};
