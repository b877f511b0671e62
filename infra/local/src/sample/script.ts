import { linear, still, swing } from "@agentos/testkit/video/motion";
import type { VideoSpec } from "@agentos/testkit/video/spec";

/** A short talk with two speakers, a view without anybody, and one passage that stands out. */
export const sampleScript: VideoSpec = {
  scenes: [
    {
      ground: "#28536b",
      faces: [{ name: "ann", size: 330, at: linear({ x: 420, y: 370 }, { x: 720, y: 370 }, 14) }],
      speech: [
        { text: "Good morning, and thank you all for coming here today.", voice: "slt", speaker: "ann" },
        { text: "We want to talk about the work of the last year.", voice: "slt", speaker: "ann" },
        { text: "There were a few meetings, and some of them were long.", voice: "slt", speaker: "ann" },
      ],
    },
    {
      ground: "#e8c9a0",
      faces: [{ name: "bob", look: "pale", size: 360, at: swing({ x: 820, y: 380 }, { x: 60, y: 0 }, 9) }],
      speech: [
        { text: "Why do most people give up after three days?", voice: "awb", speaker: "bob", gain: 3 },
        {
          text: "Because they never write down the one thing that matters most.",
          voice: "awb",
          speaker: "bob",
          gain: 3,
        },
        {
          text: "In one year we made ten mistakes, and every mistake taught us more than a good day.",
          voice: "awb",
          speaker: "bob",
          gain: 3,
        },
        {
          text: "So remember this: write down one thing every day, and do it before you open your mail.",
          voice: "awb",
          speaker: "bob",
          gain: 3,
        },
      ],
    },
    { ground: { from: "#1b1b2f", to: "#414178", drift: 40 }, seconds: 3 },
    {
      ground: "#3c6e47",
      faces: [{ name: "ann", size: 340, at: still(560, 380) }],
      speech: [
        { text: "That is a good place to stop for now.", voice: "slt", speaker: "ann" },
        { text: "Next week we will look at the plan for the summer.", voice: "slt", speaker: "ann" },
        { text: "Thank you very much, and have a good day.", voice: "slt", speaker: "ann" },
      ],
    },
  ],
};
