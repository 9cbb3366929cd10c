// The drawings of the kiosk, as elements: nothing is parsed as markup.

const namespace = "http://www.w3.org/2000/svg";

type Part = [tag: "path" | "circle", attributes: Record<string, string>];

const stroke = (d: string): Part => ["path", { d, fill: "none", stroke: "currentColor", "stroke-width": "2.2", "stroke-linecap": "round", "stroke-linejoin": "round" }];
const disc: Part = ["circle", { class: "qp-f-disc", cx: "60", cy: "60", r: "56" }];
const eye = (cx: string, cy: string): Part => ["circle", { class: "qp-f-full", cx, cy, r: "7" }];
const brush = (d: string): Part => ["path", { class: "qp-f-brush", d }];
const full = (d: string): Part => ["path", { class: "qp-f-full", d }];

/** Best first: open smile, smile, frown, worried open frown. Nobody is shown as angry. */
const faces: Part[][] = [
  [disc, brush("M31 49q9-13 18 0M71 49q9-13 18 0"), full("M28 65h64a32 30 0 0 1-64 0z")],
  [disc, eye("41", "48"), eye("79", "48"), brush("M33 72q27 25 54 0")],
  [disc, eye("41", "48"), eye("79", "48"), brush("M36 84q24-19 48 0")],
  [disc, brush("M27 42l19-9M93 42l-19-9"), eye("40", "54"), eye("80", "54"), full("M32 94a28 26 0 0 1 56 0z")],
];

const icons = {
  lock: [stroke("M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3")],
  pen: [stroke("M4 20l1-5L16 4l4 4L9 19zM13.5 6.5l4 4")],
  check: [stroke("M4 12.5l5 5L20 6.5")],
  clock: [stroke("M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5.5l3.5 2")],
  slip: [stroke("M5 3h14v18H5zM8.5 8h7M8.5 12h7M8.5 16h4")],
  talk: [stroke("M3 5h18v12H11l-5 4v-4H3z")],
  back: [stroke("M10 5l-7 7 7 7M3.5 12H21")],
  low: [stroke("M12 3v12M6.5 9.5L12 15l5.5-5.5M4 20h16")],
  larger: [stroke("M3 19l5.5-14L14 19M5 14.5h7M18 8v8M14 12h8")],
  contrast: [stroke("M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z"), ["path", { d: "M12 4.5v15a7.500 7.500 0 0 0 0-15z", fill: "currentColor" }]],
  listen: [stroke("M4 9.500h4l5-4.500v14l-5-4.500H4zM16.500 9a4.500 4.500 0 0 1 0 6M19 6.500a8 8 0 0 1 0 11")],
  agents: [stroke("M14.500 6.500a4 4 0 0 1 5-2l-2.500 2.500 2 2L21.500 6.500a4 4 0 0 1-5.500 4.500L8 19.500a2.100 2.100 0 0 1-3-3L13 8.500")],
  done: [["circle", { cx: "12", cy: "12", r: "11", fill: "currentColor" }],
    ["path", { d: "M6.8 12.4l3.6 3.7 6.9-7.6", fill: "none", stroke: "#fff", "stroke-width": "2.6", "stroke-linecap": "round", "stroke-linejoin": "round" }]],
} satisfies Record<string, Part[]>;

export type Icon = keyof typeof icons;

export const icon = (name: Icon, kind = ""): SVGElement => draw("0 0 24 24", icons[name], kind);

/** The n-th face of four, counted from the best. */
export const face = (n: number): SVGElement => draw("0 0 120 120", faces[n - 1] ?? [disc], `qp-face qp-face--${n}`);

export const mark = (): SVGElement => draw("0 0 40 40",
  [["path", { fill: "currentColor", "fill-rule": "evenodd", d: "M19.5 2.5a17 17 0 1 0 9.3 31.2L37.5 38V19.5a17.5 17 0 0 0-18-17zM19.5 10.5a9 9 0 1 1 0 18 9 9 0 0 1 0-18z" }]], "");

/** A code that a telephone reads, with its quiet zone, as one path of dark squares. */
export function squares(rows: boolean[][], label: string): SVGElement {
  const d = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  const drawing = draw(`0 0 ${rows.length} ${rows.length}`, [["path", { d: `M0 0h${rows.length}v${rows.length}H0z`, fill: "#fff" }], ["path", { d, fill: "#15252c" }]], "");
  drawing.removeAttribute("aria-hidden");
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", label);
  drawing.setAttribute("shape-rendering", "crispEdges");
  return drawing;
}

function draw(viewBox: string, parts: Part[], kind: string): SVGElement {
  const drawing = document.createElementNS(namespace, "svg");
  drawing.setAttribute("viewBox", viewBox);
  drawing.setAttribute("aria-hidden", "true");
  if (kind) drawing.setAttribute("class", kind);
  for (const [tag, attributes] of parts) {
    const part = document.createElementNS(namespace, tag);
    for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, value);
    drawing.append(part);
  }
  return drawing;
}
