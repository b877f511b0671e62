/** Loudness over stretches of time, from one LUFS value a second (null where silent). Each question costs the same for any length. */
export type LoudnessCurve = {
  /** There is sound somewhere. */
  audible: boolean;
  /** Mean by power over whole seconds; null where nothing is heard. */
  mean(start: number, end: number): number | null;
  /** The same over everything outside the stretch. */
  meanOutside(start: number, end: number): number | null;
  /** Standard deviation of the audible seconds, in LU. */
  deviation(start: number, end: number): number;
  /** Share of the stretch that is audible, 0–1. */
  audibleShare(start: number, end: number): number;
};

type Sums = { count: number; power: number; level: number; square: number };

export function createLoudnessCurve(perSecond: readonly (number | null)[]): LoudnessCurve {
  const sums: Sums[] = [{ count: 0, power: 0, level: 0, square: 0 }];
  for (const level of perSecond) {
    const last = sums.at(-1) as Sums;
    sums.push(
      level === null
        ? last
        : {
            count: last.count + 1,
            power: last.power + 10 ** (level / 10),
            level: last.level + level,
            square: last.square + level * level,
          },
    );
  }
  const total = sums.at(-1) as Sums;
  const between = (start: number, end: number): Sums & { seconds: number } => {
    const first = clamp(Math.floor(start), 0, perSecond.length);
    const last = clamp(Math.max(Math.ceil(end), first + 1), 0, perSecond.length);
    return { ...difference(sums[last] ?? total, sums[first] ?? total), seconds: Math.max(1, last - first) };
  };
  return {
    audible: total.count > 0,
    mean: (start, end) => meanOf(between(start, end)),
    meanOutside: (start, end) => meanOf(difference(total, between(start, end))),
    deviation: (start, end) => {
      const { count, level, square } = between(start, end);
      return count < 2 ? 0 : Math.sqrt(Math.max(0, square / count - (level / count) ** 2));
    },
    audibleShare: (start, end) => {
      const { count, seconds } = between(start, end);
      return count / seconds;
    },
  };
}

function difference(a: Sums, b: Sums): Sums {
  return { count: a.count - b.count, power: a.power - b.power, level: a.level - b.level, square: a.square - b.square };
}

function meanOf({ count, power }: Sums): number | null {
  return count === 0 || power <= 0 ? null : 10 * Math.log10(power / count);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
