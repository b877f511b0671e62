import { systemCases } from "../catalogue/cases.ts";
import { pressAll } from "./press-all.ts";

pressAll(systemCases);
