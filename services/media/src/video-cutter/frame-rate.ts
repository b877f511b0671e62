/** Frames per second, as a number and as ffmpeg is to read it. */
export type FrameRate = { perSecond: number; text: string };

const broadcast = [24, 30, 48, 60, 120].map((nominal) => ({
  perSecond: (nominal * 1000) / 1001,
  text: `${nominal * 1000}/1001`,
}));

/** The exact rate behind a rounded one: 29.97 is 30000/1001. */
export function frameRate(fps: number): FrameRate {
  const whole = Math.round(fps);
  if (Math.abs(fps - whole) < 0.001) return { perSecond: whole, text: String(whole) };
  const known = broadcast.find((rate) => Math.abs(rate.perSecond - fps) < 0.005);
  if (known) return known;
  const thousandths = Math.round(fps * 1000);
  return { perSecond: thousandths / 1000, text: `${thousandths}/1000` };
}
