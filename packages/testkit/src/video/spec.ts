/** A video as a script: scenes one after the other, each on its own ground, with a hard cut between them. */
export type VideoSpec = {
  scenes: Scene[];
  /** Pixels; even numbers. 1280×720 unless told. */
  width?: number;
  height?: number;
  /** Frames per second; 25 unless told. */
  fps?: number;
  /** False gives a file without a sound track; true unless told. */
  sound?: boolean;
};

export type Scene = {
  /** Length in seconds; without it the scene lasts until half a second after its last speech. */
  seconds?: number;
  ground: Ground;
  faces?: DrawnFace[];
  /** Spoken one after the other, unless a speech has a time of its own. */
  speech?: Speech[];
};

/** A plain colour, or a diagonal run between two colours that may drift to the left by so many pixels a second. */
export type Ground = string | { from: string; to: string; drift?: number };

export type DrawnFace = {
  /** Unique within its scene; what `speaker` refers to. */
  name: string;
  look?: FaceLook;
  /**
   * Side of the square around the head with its hair, in pixels; the face itself is about 0.6 of it, and the body goes on
   * below. From 160 on it is found in a frame of 1280 pixels on a ground of another colour.
   */
  size: number;
  /** Where the middle of the head is, in pixels of the frame, `t` seconds after the start of the scene. */
  at: Motion;
  /** Seconds of the scene between which the face is there; the whole scene unless told. */
  from?: number;
  to?: number;
};

export type FaceLook = "pale" | "light" | "dark";
export type Point = { x: number; y: number };
export type Motion = (t: number) => Point;

/** The voices of flite. `kal` and `kal16` are hard to understand for a speech recogniser. */
export type Voice = "awb" | "kal" | "kal16" | "rms" | "slt";

export type Speech = {
  text: string;
  voice?: Voice;
  /** Name of the face whose mouth moves; nobody's unless told. */
  speaker?: string;
  /** Start in seconds of the scene; otherwise `pause` seconds after the speech before. */
  at?: number;
  /** Half a second unless told. */
  pause?: number;
  /** Decibels louder or quieter than the voice is. */
  gain?: number;
};

/** What the made video really shows. */
export type VideoTruth = {
  width: number;
  height: number;
  fps: number;
  frames: number;
  seconds: number;
  /** Starts of all scenes but the first, in seconds. */
  cuts: number[];
  /** In order of time; seconds of the video. */
  speech: SpokenTruth[];
  /** For each frame the faces in it: left, top, width and height of the face from hairline to chin. */
  faces: FaceTruth[][];
};

export type SpokenTruth = { text: string; speaker: string | null; scene: number; start: number; end: number };
export type FaceTruth = { name: string; scene: number; x: number; y: number; w: number; h: number; speaking: boolean };
