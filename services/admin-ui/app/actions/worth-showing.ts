/** Whether a result tells more than that it has been done. */
export function worthShowing(result: unknown): boolean {
  return typeof result === "object" && result !== null && Object.keys(result).length > 0;
}
