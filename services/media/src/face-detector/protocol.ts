import { z } from "zod";

/**
 * What the detecting program reads on its stdin, frame after frame: a byte that tells whether to look closely (1) or not (0),
 * then the pixels, RGB, row by row. It answers on file descriptor 3 with a line of JSON per frame: libraries may print
 * what they like to stdout and stderr.
 */
export const answerDescriptor = 3;

/** Boxes as [left, top, width, height, score] in pixels of the frame. */
export const answer = z.object({
  frame: z.int(),
  faces: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()])),
});

/** What the program is started with, as one JSON argument. */
export const programOptions = z.object({
  model: z.string(),
  width: z.int(),
  height: z.int(),
  minScore: z.number(),
  keepScore: z.number(),
});
export type ProgramOptions = z.infer<typeof programOptions>;
