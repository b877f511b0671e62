import { execFileSync } from "node:child_process";
import { swing, still, trembling } from "@agentos/testkit/video/motion";
import { createRunTool } from "@agentos/stage-kit/tools";
import { afterEach, describe, expect, it } from "vitest";
import { createFaceDetector } from "../src/face-detector/stage.ts";
import { boxAt } from "../src/face-track/box-at.ts";
import { findFaces, shoot, type Film } from "./faces-and-paths.ts";

const open: Film[] = [];
const film = async (...args: Parameters<typeof shoot>): Promise<Film> => {
  const made = await shoot(...args);
  open.push(made);
  return made;
};
afterEach(async () => {
  for (const made of open.splice(0)) await made.close();
});

const long = "We have been looking at this question for a long time now, and nobody knew the answer.";

describe("face_detector", () => {
  it("follows one moving face as one track that lies on the face, within the moment", async () => {
    const at = swing({ x: 640, y: 370 }, { x: 220, y: 20 }, 9);
    const made = await film(
      { scenes: [{ ground: "#2f4858", seconds: 12, faces: [{ name: "ann", size: 340, at }] }] },
      { moments: [[2, 11]] },
    );
    const { output, faces } = await findFaces(made);
    expect(output).toMatchObject({ sampled_fps: 3, moments: [{ index: 0, tracks: 1, face_share: 1 }] });
    expect(faces.moments[0]?.shots).toHaveLength(1);
    const track = faces.moments[0]?.shots[0]?.tracks[0];
    expect(track?.boxes).toHaveLength(27);
    for (const [frame, shown] of made.truth.faces.entries()) {
      const [face] = shown;
      const box = boxAt(track?.boxes ?? [], frame / made.truth.fps);
      if (!box || !face) continue;
      const off = Math.hypot(box.x + box.w / 2 - face.x - face.w / 2, box.y + box.h / 2 - face.y - face.h / 2);
      expect(off / face.w).toBeLessThan(0.15);
    }
    expect(made.context.progressSeen.at(-1)).toBe(1);
    expect([...made.context.progressSeen].sort((a, b) => a - b)).toEqual(made.context.progressSeen);
  });

  it("tells who of two speaks when, also when it is the smaller", async () => {
    const made = await film({
      scenes: [
        {
          ground: { from: "#d8d2c4", to: "#aab0c0" },
          faces: [
            { name: "large", look: "dark", size: 400, at: trembling(still(330, 390), 4) },
            { name: "small", look: "pale", size: 220, at: trembling(still(1010, 400), 3) },
          ],
          speech: [
            { text: long, speaker: "small", voice: "slt" },
            { text: long, speaker: "large", voice: "awb" },
          ],
        },
      ],
    });
    const { faces } = await findFaces(made);
    const tracks = faces.moments[0]?.shots[0]?.tracks ?? [];
    expect(tracks).toHaveLength(2);
    for (const speech of made.truth.speech) {
      const isLarge = speech.speaker === "large";
      const of = (large: boolean): number => {
        const track = tracks.find(({ boxes }) => (boxes[0]?.x ?? 0) < 640 === large);
        const parts = track?.speaking.map((s) => Math.min(s.end, speech.end) - Math.max(s.start, speech.start)) ?? [];
        return parts.reduce((sum, part) => sum + Math.max(0, part), 0) / (speech.end - speech.start);
      };
      expect(of(isLarge)).toBeGreaterThan(0.85);
      expect(of(!isLarge)).toBeLessThan(0.15);
    }
  });

  it("finds a cut that the scene detector overlooked, to the frame, and nobody in an empty scene", async () => {
    const made = await film(
      {
        sound: false,
        scenes: [
          { ground: "#556070", seconds: 3.2, faces: [{ name: "ann", size: 300, at: still(400, 380) }] },
          { ground: "#5a6672", seconds: 3.4, faces: [{ name: "bob", look: "dark", size: 380, at: still(900, 380) }] },
          { ground: { from: "#203020", to: "#a0c0a0", drift: 60 }, seconds: 3 },
        ],
      },
      { cuts: [] },
    );
    const { output, faces } = await findFaces(made);
    const shots = faces.moments[0]?.shots ?? [];
    expect(shots.map(({ tracks }) => tracks.length)).toEqual([1, 1, 0]);
    for (const [index, cut] of made.truth.cuts.entries()) expect(shots[index]?.end).toBeCloseTo(cut, 2);
    expect(shots.flatMap(({ tracks }) => tracks.flatMap(({ speaking }) => speaking))).toEqual([]);
    expect(output.moments[0]?.face_share).toBeCloseTo(6.6 / 9.6, 1);
  });

  it("ends its programs when it is aborted, and passes the reason on", async () => {
    const stop = new AbortController();
    const made = await film(
      {
        sound: false,
        scenes: [{ ground: "#2f4858", seconds: 20, faces: [{ name: "ann", size: 300, at: still(400, 380) }] }],
      },
      { signal: stop.signal },
    );
    const reason = new Error("cancelled by a person");
    const context = { ...made.context, progress: () => stop.abort(reason) };
    await expect(createFaceDetector().run(made.input, context)).rejects.toBe(reason);
    await expect.poll(() => childrenOf(process.pid), { timeout: 10_000 }).not.toMatch(/ffmpeg|program\.ts/);
  });
});

describe("face_detector's self-test", () => {
  const { selfTest } = createFaceDetector();

  it("runs the model", async () => {
    await expect(selfTest(createRunTool("/usr/local/bin:/usr/bin:/bin"))).resolves.toBeUndefined();
  });

  it("tells what is needed where the model does not run", async () => {
    const broken = selfTest(async () => ({ exitCode: 1, stdout: Buffer.alloc(0), stderr: "no such module" }));
    await expect(broken).rejects.toMatchObject({ code: "ENGINE_MISSING" });
  });
});

/** Command lines of the processes that a process has started. */
function childrenOf(pid: number): string {
  const lines = execFileSync("ps", ["-eo", "ppid=,args="], { encoding: "utf8" }).split("\n");
  return lines.filter((line) => line.trim().startsWith(`${pid} `)).join("\n");
}
