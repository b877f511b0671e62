/** Cuts pieces of a program's output into lines and calls `onLine` with each; an unfinished last line is left out. */
export function lineReader(onLine: (line: string) => void): (piece: Buffer) => void {
  const decoder = new TextDecoder();
  let open = "";
  return (piece) => {
    const lines = (open + decoder.decode(piece, { stream: true })).split("\n");
    open = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  };
}
