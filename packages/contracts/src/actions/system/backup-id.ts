import { z } from "zod";

export const backupId = z.uuid().describe("As the list of backups in the snapshot's section `system` has it.");
