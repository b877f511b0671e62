/**
 * Reads what ffmpeg's metadata filters print to stdout (`metadata=mode=print:file=-`) as it comes: a line with
 * `pts_time` per frame, then lines `key=value`. Calls `onValue` with the frame's time in seconds and the value of `key`.
 */
export function createMetadataReader(
  onValue: (time: number, key: string, value: number) => void,
): (piece: Buffer) => void {
  const decoder = new TextDecoder();
  let open = "";
  let time = Number.NaN;
  return (piece) => {
    const lines = (open + decoder.decode(piece, { stream: true })).split("\n");
    open = lines.pop() ?? "";
    for (const line of lines) {
      const frame = /^frame:.*pts_time:(-?[\d.]+)/.exec(line);
      if (frame) {
        time = Number(frame[1]);
        continue;
      }
      const at = line.indexOf("=");
      // "nan" and "-inf" are not numbers of any use: Number gives NaN for both.
      const value = Number(line.slice(at + 1));
      if (at > 0 && Number.isFinite(value) && Number.isFinite(time)) onValue(time, line.slice(0, at), value);
    }
  };
}
