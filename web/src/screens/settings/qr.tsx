// A QR code, drawn: the policy of the pages allows no data: addresses. Dark on white in either look, as readers want it.

import { encode } from "uqr";

import { settings } from "../../messages/settings.ts";

export default function Qr({ text }: { text: string }) {
  const { data, size } = encode(text, { border: 3 });
  const dots = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")));
  return (
    <svg viewBox={`0 0 ${size} ${size}`} width={200} height={200} role="img" aria-label={settings.qr} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={dots.join("")} fill="#000" />
    </svg>
  );
}
