import { workCases } from "./cases.ts";
import { showActions } from "./show-actions.ts";

showActions(workCases);
