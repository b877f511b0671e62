import sharp from "sharp";
import { toSprite, type Sprite } from "./planes.ts";
import type { FaceLook, Ground } from "./spec.ts";

const looks: Record<FaceLook, { skin: string; shade: string; hair: string; shirt: string }> = {
  pale: { skin: "#ffe0c4", shade: "#d9a37c", hair: "#a8761f", shirt: "#7a3b46" },
  light: { skin: "#f0c8a4", shade: "#c98e68", hair: "#4a2f1f", shirt: "#27566b" },
  dark: { skin: "#8d5a3b", shade: "#5f3a25", hair: "#1b1412", shirt: "#c9b458" },
};

/** The face from hairline to chin within the head's square, as shares of its side. */
export const faceInPicture = { x: 0.2, y: 0.3, w: 0.6, h: 0.625 };

const mouths = [
  `<ellipse cx="200" cy="307" rx="44" ry="9" fill="#a3433f"/><path d="M158 307h84" stroke="#6d2523" stroke-width="4"/>`,
  `<ellipse cx="200" cy="307" rx="39" ry="19" fill="#a3433f"/><ellipse cx="200" cy="308" rx="30" ry="10" fill="#3a0f10"/>`,
  `<ellipse cx="200" cy="307" rx="34" ry="31" fill="#a3433f"/><ellipse cx="200" cy="309" rx="26" ry="19" fill="#3a0f10"/>`,
];

/** The picture's height with the body, in sides of the head's square, which is its upper end. */
const tallness = 2.25;

/** A drawn person whose face a detector takes for one, with the mouth closed, half open and wide open. */
export function drawPerson(look: FaceLook, size: number): Promise<Sprite[]> {
  const whole = Math.round((size * tallness) / 2) * 2;
  return Promise.all(mouths.map((mouth) => render(personSvg(look, mouth), size, whole)));
}

function personSvg(look: FaceLook, mouth: string): string {
  const { skin, shade, hair, shirt } = looks[look];
  const pair = (left: string): string => `${left}<g transform="matrix(-1 0 0 1 400 0)">${left}</g>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 900">
    <radialGradient id="skin" cx="45%" cy="40%" r="65%">
      <stop offset="0" stop-color="${skin}"/><stop offset="1" stop-color="${shade}"/>
    </radialGradient>
    <path d="M0 900V490Q5 430 80 412L150 390H250L320 412Q395 430 400 490V900Z" fill="${shirt}"/>
    <path d="M148 320V392Q200 440 252 392V320Z" fill="${shade}"/>
    <path d="M66 230C40 10 360 10 334 230V262H66Z" fill="${hair}"/>
    ${pair(`<ellipse cx="80" cy="222" rx="16" ry="30" fill="${shade}"/>`)}
    <path d="M80 170C90 95 310 95 320 170V235C320 320 255 370 200 370S80 320 80 235Z" fill="url(#skin)"/>
    <path d="M78 190C85 120 130 135 190 122Q260 108 322 190C345 40 60 30 78 190Z" fill="${hair}"/>
    ${pair(`<path d="M122 168q28-16 56 0" stroke="${hair}" stroke-width="9" fill="none"/>
      <ellipse cx="150" cy="198" rx="25" ry="13" fill="#fff"/><circle cx="150" cy="198" r="11" fill="#3b2a1e"/>`)}
    <path d="M200 205q-20 52-16 58q16 10 32 0" stroke="${shade}" stroke-width="7" fill="none"/>
    ${mouth}
  </svg>`;
}

/** The ground; one that drifts is three frames wide and repeats after two. */
export function drawGround(ground: Ground, width: number, height: number): Promise<Sprite> {
  if (typeof ground === "string") {
    return render(svgOf(width, height, `<rect width="100%" height="100%" fill="${ground}"/>`), width, height);
  }
  const wide = ground.drift ? width * 3 : width;
  const run = `<linearGradient id="run" gradientUnits="userSpaceOnUse" x2="${width}" spreadMethod="reflect">
      <stop offset="0" stop-color="${ground.from}"/><stop offset="1" stop-color="${ground.to}"/>
    </linearGradient><rect width="100%" height="100%" fill="url(#run)"/>`;
  return render(svgOf(wide, height, run), wide, height);
}

function svgOf(width: number, height: number, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`;
}

async function render(svg: string, width: number, height: number): Promise<Sprite> {
  // An SVG without a size of its own is drawn as large as its view box; a higher density draws it sharp at the wanted size.
  const density = svg.includes("viewBox") ? Math.max(72, (72 * width) / 400) : 72;
  const picture = sharp(Buffer.from(svg), { density }).resize(width, height, { fit: "fill" }).ensureAlpha();
  return toSprite(new Uint8Array(await picture.raw().toBuffer()), width, height);
}
