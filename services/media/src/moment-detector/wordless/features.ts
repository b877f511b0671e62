/** Features of a window that count relative to the rest of the video. */
export type Relative = "loudness" | "loudness_variation" | "motion" | "cut_rhythm";

/** Measured on a window: loudness in LUFS (NaN where silent) and its deviation, motion 0–100, cuts per ten seconds, a share. */
export type WindowFeatures = Record<Relative | "length_fit", number>;
