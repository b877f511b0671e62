import { z } from "zod";
import { errorCodes } from "../errors.ts";
import { maxPerPage } from "../limits.ts";

/** `data` of a page comes with this beside it. */
export const pagination = z.object({
  page: z.int(),
  per_page: z.int(),
  total: z.int(),
  /** `at least` where counting stopped at 10,000. */
  total_is: z.enum(["exact", "at least"]),
  total_pages: z.int(),
  has_next: z.boolean(),
  has_prev: z.boolean(),
  next_cursor: z.string().nullable(),
});
export type Pagination = z.infer<typeof pagination>;

/** Every failed request is answered with this. */
export const errorEnvelope = z.object({
  success: z.literal(false),
  error: z.string(),
  error_code: z.enum(errorCodes),
  details: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  trace_id: z.string(),
  timestamp: z.string(),
});
export type ErrorEnvelope = z.infer<typeof errorEnvelope>;

/** Every successful request but raw bytes is answered with this. */
export type SuccessEnvelope<Data> = {
  success: true;
  data: Data;
  pagination?: Pagination;
  timestamp: string;
  response_time_ms: number;
};

/** Query of every paged operation: a page number to 10,000 rows, or a cursor for any depth. */
export const pageQuery = z.object({
  page: z.coerce.number().int().min(1).default(1),
  per_page: z.coerce.number().int().min(1).max(maxPerPage).default(25),
  cursor: z.string().max(500).optional(),
});
