/** Bytes of one upload chunk. */
export const chunkBytes = 8 * 1024 * 1024;

/** Bytes of the largest request body that the gateway lets through. */
export const maxRequestBytes = 100 * 1024 * 1024;

/** Bytes of the largest JSON body. */
export const maxJsonBytes = 256 * 1024;

/** Seconds that a worker's lease on a step lasts, and between its renewals; by the database's clock. */
export const lease = { seconds: 8, renewEverySeconds: 2 } as const;

/** Seconds between a worker's reports, and after how many without one it counts as offline. */
export const heartbeats = { everySeconds: 5, offlineAfterSeconds: 15 } as const;

/** Tasks that a worker may be set to run at once, and workers that an agent may be scaled to. */
export const fleetLimits = { concurrency: 16, replicas: 16 } as const;

/** Rows of the largest page. */
export const maxPerPage = 100;

/** Rows that can be reached by page number; deeper pages need a cursor. */
export const maxPagedRows = 10_000;

/** Things that one action is about, at the most; what a filter finds beyond them is left, the oldest are taken first. */
export const maxBulkItems = 5000;

/**
 * Steps that wait at a queue from which on staff is warned, unless it is configured otherwise; and the share of a threshold under
 * which the queue has to fall to be below it again, so that a queue at the edge is told of once.
 */
export const queueThresholds = { warning: 100, critical: 500, leftBelow: 0.8 } as const;
