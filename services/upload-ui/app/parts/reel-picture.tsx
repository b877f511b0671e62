/** A drawing of what happens here: moments of a long strip become upright clips. */
export function ReelPicture({ className = "", lifted = false }: { className?: string; lifted?: boolean }) {
  const rise = `transition-transform duration-500 ease-out ${lifted ? "-translate-y-1.5" : ""}`;
  return (
    <svg viewBox="0 0 480 150" className={`w-full overflow-visible ${className}`} aria-hidden>
      <rect x="2" y="112" width="476" height="26" rx="7" className="fill-ink opacity-10" />
      {pieces.map(({ from, width, delay }) => {
        const middle = from + width / 2;
        return (
          <g key={from}>
            <rect x={from} y="112" width={width} height="26" rx="4" className="fill-marker" />
            <path d={`M${middle} 108 V 92`} className="stroke-edge" strokeWidth="1.5" strokeDasharray="2 4" />
            <g className={`${rise} ${delay}`}>
              <rect
                x={middle - 23}
                y="6"
                width="46"
                height="82"
                rx="8"
                className="fill-surface stroke-edge"
                strokeWidth="1.5"
              />
              <circle cx={middle} cy="35" r="10" className="fill-ink opacity-15" />
              <rect x={middle - 14} y="62" width="28" height="4" rx="2" className="fill-ink opacity-20" />
              <rect x={middle - 10} y="70" width="20" height="5" rx="2.5" className="fill-marker-deep" />
            </g>
          </g>
        );
      })}
    </svg>
  );
}

const pieces = [
  { from: 48, width: 56, delay: "" },
  { from: 176, width: 34, delay: "delay-75" },
  { from: 262, width: 62, delay: "delay-100" },
  { from: 392, width: 40, delay: "delay-150" },
];
