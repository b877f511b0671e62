import type { ClipPlan } from "./clip-plan.ts";
import { cropInstance } from "./crop-commands.ts";
import type { Size } from "./output-size.ts";

/** Names of files in the folder in which ffmpeg runs; plain names, so that nothing has to be escaped. */
export type GraphFiles = {
  /** Commands for the crop window; null where it does not move. */
  commands: string | null;
  /** Captions; null for none. */
  captions: { ass: string; fontsFolder: string } | null;
};

/**
 * How long before its first frame a clip's decoding begins, in seconds: a seek to the very time of a frame may lose it
 * to rounding.
 */
export function leadSeconds(plan: ClipPlan): number {
  return plan.firstFrame === 0 ? 0 : 0.25 / plan.rate.perSecond;
}

/** The picture: `[input]` to `[output]`, exactly the planned frames in output size. */
export function videoGraph(plan: ClipPlan, files: GraphFiles, input: string, output: string): string {
  const lead = leadSeconds(plan);
  const head = [
    `setpts=PTS-${lead.toFixed(6)}/TB`,
    `fps=fps=${plan.rate.text}:start_time=0`,
    // A source that ends some frames early holds its last picture.
    "tpad=stop_mode=clone:stop_duration=1",
    `trim=end_frame=${plan.frames}`,
  ];
  const tail = [
    "setsar=1",
    ...(files.captions ? [`ass=f=${files.captions.ass}:fontsdir=${files.captions.fontsFolder}`] : []),
    "format=yuv420p",
  ].join(",");
  const modes = new Set(plan.framings.map((framing) => framing.mode));
  const source = `[${input}]${head.join(",")}`;
  if (!modes.has("fit")) return `${source},${cropChain(plan, files)},${tail}[${output}]`;
  if (!modes.has("crop")) return `${source}${fitGraph(plan, "fitted")};[fitted]${tail}[${output}]`;
  return [
    `${source},split[moving][whole]`,
    `[moving]${cropChain(plan, files)},setsar=1[cropped]`,
    `[whole]null${fitGraph(plan, "fitted")}`,
    `[cropped][fitted]overlay=format=auto:enable='${fittedFrames(plan)}',${tail}[${output}]`,
  ].join(";");
}

/** The moving window, scaled to the output. */
function cropChain(plan: ClipPlan, files: GraphFiles): string {
  const { window, output } = plan;
  const at = plan.positions[0] ?? { x: 0, y: 0 };
  const commands = files.commands === null ? "" : `sendcmd=f=${files.commands},`;
  const crop = `${cropInstance}=w=${window.width}:h=${window.height}:x=${at.x.toFixed(2)}:y=${at.y.toFixed(2)}:exact=1`;
  return `${commands}${crop},scale=${output.width}:${output.height}:flags=bicubic`;
}

/** The whole picture over a blurred, darkened copy that fills the frame; only scaled where it fills the frame itself. */
function fitGraph(plan: ClipPlan, output: string): string {
  const inner = innerSize(plan.source, plan.output);
  const { width, height } = plan.output;
  const scaled = `scale=${inner.width}:${inner.height}:flags=bicubic`;
  if (inner.width === width && inner.height === height) return `,${scaled},setsar=1[${output}]`;
  const cover = coveringPart(plan.source, plan.output);
  // Blurred at an eighth of the size: the same picture for a sixty-fourth of the work.
  const small = { width: evenNear(width / 8), height: evenNear(height / 8) };
  return [
    ",split[behind][front]",
    [
      `[behind]crop=w=${cover.width}:h=${cover.height}`,
      `scale=${small.width}:${small.height}:flags=area`,
      "gblur=sigma=4",
      `scale=${width}:${height}:flags=bicubic`,
      "eq=brightness=-0.12,setsar=1[blurred]",
    ].join(","),
    `[front]${scaled},setsar=1[sharp]`,
    `[blurred][sharp]overlay=x=(W-w)/2:y=(H-h)/2:format=auto[${output}]`,
  ].join(";");
}

/** The largest size of the source's shape within the output; the output's own where they differ by less than 2 %. */
function innerSize(source: Size, output: Size): Size {
  const scale = Math.min(output.width / source.width, output.height / source.height);
  const inner = { width: evenNear(source.width * scale), height: evenNear(source.height * scale) };
  const near = inner.width >= output.width * 0.98 && inner.height >= output.height * 0.98;
  return near ? output : inner;
}

/** The largest part of the source in the output's shape. */
function coveringPart(source: Size, output: Size): Size {
  const scale = Math.min(source.width / output.width, source.height / output.height);
  return { width: evenNear(output.width * scale), height: evenNear(output.height * scale) };
}

function evenNear(value: number): number {
  return Math.max(2, 2 * Math.round(value / 2));
}

/** An expression that is not zero in the fitted frames. Balanced, as ffmpeg gives up on deeply nested sums. */
function fittedFrames(plan: ClipPlan): string {
  const terms = plan.framings
    .filter((framing) => framing.mode === "fit")
    .map((framing) => `between(n,${framing.start},${framing.end - 1})`);
  return balancedSum(terms);
}

function balancedSum(terms: readonly string[]): string {
  if (terms.length <= 2) return terms.join("+");
  const middle = Math.ceil(terms.length / 2);
  return `(${balancedSum(terms.slice(0, middle))})+(${balancedSum(terms.slice(middle))})`;
}
