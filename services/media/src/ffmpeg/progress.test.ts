import { describe, expect, it } from "vitest";
import { createProgressParser, type FfmpegProgress } from "./progress.ts";

describe("createProgressParser", () => {
  it("tells reports from messages, and hands on whole reports", () => {
    const seen: FfmpegProgress[] = [];
    const { take } = createProgressParser((progress) => seen.push(progress));
    const report = [
      "frame=12",
      "fps=24.0",
      "stream_0_0_q=28.0",
      "bitrate= 100kbits/s",
      "out_time_us=480000",
      "out_time=00:00:00.48",
      "speed=1x",
    ];
    expect(report.map(take)).toEqual(report.map(() => true));
    expect(seen).toEqual([]);
    expect(take("progress=continue")).toBe(true);
    expect(seen).toEqual([{ seconds: 0.48, frames: 12 }]);
    expect(take("[h264 @ 0x1] error while decoding MB 1 2, bytestream 3")).toBe(false);
    expect(take("reframe=1")).toBe(false);
  });

  it("counts what is not known yet as nothing", () => {
    const seen: FfmpegProgress[] = [];
    const { take } = createProgressParser((progress) => seen.push(progress));
    for (const line of ["out_time_us=N/A", "progress=continue", "out_time_us=-9223372036854775807", "progress=end"])
      take(line);
    expect(seen).toEqual([
      { seconds: 0, frames: 0 },
      { seconds: 0, frames: 0 },
    ]);
  });
});
