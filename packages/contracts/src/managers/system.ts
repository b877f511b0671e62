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
  settings: z.strictObject({
    orphan_hours: z
      .int()
      .min(1)
      .max(8760)
      .default(48)
      .describe("Files that nothing refers to are removed so many hours after they were stored."),
  }),
  enabled: true,
  essential: false,
});
