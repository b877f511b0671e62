/** A program of another project that we run: where to look for it, and which Debian packages bring it. */
export type ProgramEntry = {
  /** What a person is told to install. */
  title: string;
  /** The executables that are needed, each under any of its names. */
  executables: readonly (readonly string[])[];
  /** Folders to look in besides the search path; a `*` stands for a version, the highest is taken. */
  folders?: readonly string[];
  /** Files that have to be there as well. */
  files?: readonly string[];
  debianPackages: readonly string[];
  /** What is worse without it; where this is left out, nothing starts without it. */
  without?: string;
};

/** Everything that AgentOS and its tests run and do not bring themselves. */
export const catalogue = {
  utilLinux: {
    title: "setpriv and prlimit (util-linux 2.33 or later)",
    executables: [["setpriv"], ["prlimit"]],
    debianPackages: ["util-linux"],
  },
  postgres: {
    title: "PostgreSQL 15 or later (initdb, postgres)",
    executables: [["initdb"], ["postgres"]],
    folders: ["/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin"],
    debianPackages: ["postgresql"],
  },
  redis: {
    title: "Redis 7 or later (redis-server)",
    executables: [["redis-server"]],
    debianPackages: ["redis-server"],
  },
  nats: {
    title: "NATS 2.9 or later (nats-server)",
    executables: [["nats-server"]],
    folders: ["/usr/sbin"],
    debianPackages: ["nats-server"],
  },
  ffmpeg: {
    title: "ffmpeg 5.1 or later, with libx264 and libass",
    executables: [["ffmpeg"], ["ffprobe"]],
    debianPackages: ["ffmpeg"],
  },
  pocketsphinx: {
    title: "pocketsphinx with its American English model",
    executables: [["pocketsphinx_continuous"]],
    files: ["/usr/share/pocketsphinx/model/en-us/en-us.lm.bin"],
    debianPackages: ["pocketsphinx", "pocketsphinx-en-us"],
    without: "speech is transcribed only where another engine is configured",
  },
  chromium: {
    title: "Chromium or Chrome",
    executables: [["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]],
    debianPackages: ["chromium"],
  },
} as const satisfies Record<string, ProgramEntry>;

export type ProgramName = keyof typeof catalogue;
