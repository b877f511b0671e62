import { z } from "zod";
import { serviceNames } from "../../services.ts";

const service = z.object({
  service: z.enum(serviceNames),
  answers: z.boolean(),
  /** Since when it answers, or does not. */
  since: z.iso.datetime(),
});

/** What the builder of the snapshot itself knows. */
export const readModelParts = {
  system: z.object({ services: z.array(service) }),
};
