/** The search path on which tests find programs. */
export function readSearchPath(): string {
  return process.env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin";
}

/** Where the package manager keeps what it has downloaded. */
export function readHome(): string {
  return process.env["HOME"] ?? "/nonexistent";
}
