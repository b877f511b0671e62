import { sql } from "kysely";
import { startSpeeds, type Measure, type Speed, type Speeds } from "../domain/stage-speed.ts";
import type { Db } from "../db/tables.ts";

const freshForMs = 5000;
/** Of many steps that end at once, one is lesson enough. */
const lessonEveryMs = 1000;

/** What is known of the speed of each stage; read from the database, at the most every five seconds. */
export class SpeedBook {
  readonly #db: Db;
  #speeds: Speeds = startSpeeds;
  #readAt = Number.NEGATIVE_INFINITY;

  readonly #learnedAt = new Map<Measure, number>();

  constructor(db: Db) {
    this.#db = db;
  }

  async read(): Promise<Speeds> {
    if (performance.now() - this.#readAt < freshForMs) return this.#speeds;
    const rows = await this.#db.selectFrom("stage_speeds").select(["measure", "rate", "samples"]).execute();
    this.#speeds = { ...startSpeeds };
    for (const { measure, ...speed } of rows) if (measure in startSpeeds) this.#speeds[measure as Measure] = speed;
    this.#readAt = performance.now();
    return this.#speeds;
  }

  /** Whether it is time for another lesson. */
  isDue(measure: Measure): boolean {
    return performance.now() - (this.#learnedAt.get(measure) ?? Number.NEGATIVE_INFINITY) >= lessonEveryMs;
  }

  /** Takes one lesson: the row is locked while it is computed, so that instances do not forget each other's. */
  async learn(measure: Measure, lesson: (known: Speeds) => Speed): Promise<void> {
    this.#learnedAt.set(measure, performance.now());
    const known = await this.read();
    const learned = await this.#db.transaction().execute(async (tx) => {
      await tx
        .insertInto("stage_speeds")
        .values({ measure, ...startSpeeds[measure] })
        .onConflict((conflict) => conflict.column("measure").doNothing())
        .execute();
      const row = await tx
        .selectFrom("stage_speeds")
        .select(["rate", "samples"])
        .where("measure", "=", measure)
        .forUpdate()
        .executeTakeFirstOrThrow();
      const speed = lesson({ ...known, [measure]: row });
      await tx
        .updateTable("stage_speeds")
        .set({ ...speed, updated_at: sql`now()` })
        .where("measure", "=", measure)
        .execute();
      return speed;
    });
    this.#speeds = { ...this.#speeds, [measure]: learned };
  }
}
