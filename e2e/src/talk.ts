import { appendFile } from "node:fs/promises";
import { still } from "@agentos/testkit/video/motion";
import { makeVideo } from "@agentos/testkit/video/make-video";

/** Makes a talk of some twenty seconds: two people, one strong passage. */
export async function makeTalk(file: string): Promise<void> {
  const ana = { name: "ana", size: 320, at: still(500, 370) };
  await makeVideo(
    {
      scenes: [
        {
          ground: "#28536b",
          faces: [ana],
          speech: [
            { text: "Why do most people give up after three days?", voice: "rms", speaker: "ana" },
            { text: "We lost three hundred thousand dollars in one week.", voice: "rms", speaker: "ana" },
            { text: "It was the best thing that happened to us.", voice: "rms", speaker: "ana" },
          ],
        },
        {
          ground: "#e8c9a0",
          faces: [{ ...ana, at: still(760, 380) }],
          speech: [
            { text: "Here is the plan for the rest of the day.", voice: "slt", speaker: "ana" },
            { text: "First we look at the agenda, and then we take a short break.", voice: "slt", speaker: "ana" },
          ],
        },
      ],
    },
    file,
  );
}

/** Lengthens an MP4 by a box that players skip (ISO/IEC 14496-12, `free`), so that a short video is many chunks. */
export async function padVideo(file: string, bytes: number): Promise<void> {
  const box = Buffer.alloc(bytes);
  box.writeUInt32BE(bytes, 0);
  box.write("free", 4, "ascii");
  await appendFile(file, box);
}
