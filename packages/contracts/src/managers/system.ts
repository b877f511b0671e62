import { z } from "zod";
import { defineManager } from "./manager-contract.ts";

export const storageJanitor = defineManager({
  name: "storage-janitor",
  owner: "system",
  label: "Storage janitor",
  summary: "Removes files from the store that nobody can ask for any more.",
  intervalSeconds: 600,
  intervalBounds: { min: 10, max: 86_400 },
  runSeconds: 300,
  settings: z.strictObject({}),
  enabled: true,
  essential: false,
});
