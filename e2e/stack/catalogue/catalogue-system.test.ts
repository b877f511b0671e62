import { systemCases } from "./cases.ts";
import { showActions } from "./show-actions.ts";

showActions(systemCases);
