import { makeVideo } from "@agentos/testkit/video/make-video";
import { linear, still } from "@agentos/testkit/video/motion";

/** What keeps a job of these tests short: one clip of a few seconds. */
export const shortOptions = { clip_count: 1, min_seconds: 5, max_seconds: 12 };

/** Some ten seconds of talk with a moving face, a cut, and one passage that stands out: every stage has work, and none has much. */
export async function makeTalk(file: string): Promise<void> {
  await makeVideo(
    {
      fps: 15,
      scenes: [
        {
          ground: "#28536b",
          faces: [{ name: "ann", size: 330, at: linear({ x: 480, y: 370 }, { x: 700, y: 370 }, 4) }],
          speech: [{ text: "Good morning, and thank you all for coming here today.", voice: "slt", speaker: "ann" }],
        },
        {
          ground: "#e8c9a0",
          faces: [{ name: "bob", look: "pale", size: 360, at: still(780, 380) }],
          speech: [
            { text: "Why do most people give up after three days?", voice: "awb", speaker: "bob", gain: 3 },
            {
              text: "Because they never write down the one thing that matters most.",
              voice: "awb",
              speaker: "bob",
              gain: 3,
            },
          ],
        },
      ],
    },
    file,
  );
}
