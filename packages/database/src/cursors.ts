import { AppError } from "@agentos/contracts/errors";
import type { z } from "zod";

/** Writes and reads the cursors of a list: what a row's place in its order is told by, as text that nobody has to understand. */
export function cursorsOf<Place>(form: z.ZodType<Place>) {
  return {
    write: (place: Place): string => Buffer.from(JSON.stringify(place)).toString("base64url"),
    /** Errors: VALIDATION_ERROR for a text that is no cursor of this list. */
    read(cursor: string): Place {
      try {
        return form.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
      } catch (cause) {
        throw new AppError("VALIDATION_ERROR", "The cursor is not one that this list has given.", { cause });
      }
    },
  };
}
