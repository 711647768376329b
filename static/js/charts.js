// Charts: values on hover and on focus, series on and off, the values as a table or to paste elsewhere.

import { hide, point } from "threeday/chart_tip";

const NEAR = 24; // pixels from which the pointer finds a point
const marksOf = (svg) => [...svg.querySelectorAll("[tabindex]:not(.is-off)")];
const place = (mark) => [Number(mark.dataset.series), Number(mark.dataset.category)];

// A picture becomes a group of readable marks, one of which the Tab key reaches.
const enliven = (svg) => {
  const marks = new Map();
  svg.querySelectorAll("[data-category]").forEach((mark) => {
    const title = mark.querySelector("title");
    if (!title) return;
    mark.setAttribute("role", "img");
    mark.setAttribute("aria-label", title.textContent);
    title.remove();
    marks.get(place(mark).join())?.setAttribute("aria-hidden", "true");
    marks.set(place(mark).join(), mark);
  });
  if (!marks.size) return;
  svg.dataset.live = "";
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", svg.querySelector(":scope > title")?.textContent ?? "");
  svg.setAttribute("aria-description", svg.querySelector(":scope > desc")?.textContent ?? "");
  svg.querySelectorAll(":scope > title, :scope > desc").forEach((words) => words.remove());
  [...marks.values()].forEach((mark, index) => mark.setAttribute("tabindex", index ? "-1" : "0"));
};

const steer = (event, mark) => {
  const [series, category] = place(mark);
  const marks = marksOf(mark.closest("svg"));
  const own = marks.filter((other) => place(other)[0] === series).sort((a, b) => place(a)[1] - place(b)[1]);
  const peers = marks.filter((other) => place(other)[1] === category).sort((a, b) => place(a)[0] - place(b)[0]);
  const ways = {
    ArrowRight: own[own.indexOf(mark) + 1], ArrowLeft: own[own.indexOf(mark) - 1], Home: own[0], End: own.at(-1),
    ArrowDown: peers[peers.indexOf(mark) + 1], ArrowUp: peers[peers.indexOf(mark) - 1],
  };
  if (!(event.key in ways)) return;
  event.preventDefault();
  const next = ways[event.key];
  if (!next) return;
  mark.setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
};

// The keys of the series become switches; the last one that is on stays on.
const switches = (figure) => {
  figure.querySelectorAll(".chart-keys > li").forEach((key) => {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-pressed", "true");
    button.append(...key.childNodes);
    key.append(button);
  });
};

const toggle = (button) => {
  const keys = [...button.closest("ul").querySelectorAll("[aria-pressed=true]")];
  const off = button.getAttribute("aria-pressed") === "true";
  if (off && keys.length === 1) return;
  button.setAttribute("aria-pressed", String(!off));
  const svg = button.closest("figure").querySelector(".chart-plot > svg");
  svg.querySelectorAll(`[data-series="${button.parentElement.dataset.series}"]`).forEach((mark) => mark.classList.toggle("is-off", off));
  if (!svg.querySelector("[tabindex='0']:not(.is-off)")) marksOf(svg)[0]?.setAttribute("tabindex", "0");
};

const equip = (figure) => {
  if (figure.closest(".slide")) return;
  switches(figure);
  const kept = document.querySelector("template[data-chart-tools]");
  if (kept && !figure.closest(".chart-block")) addTools(figure, kept);
  const block = figure.closest(".chart-block") ?? figure;
  block.querySelectorAll("[data-copy]").forEach((button) => button.setAttribute("data-copy", pasted(block)));
};

const addTools = (figure, kept) => {
  const tools = kept.content.cloneNode(true);
  const base = figure.closest("[data-charts]")?.dataset.charts;
  tools.querySelectorAll("[data-ending]").forEach((link) => {
    link.href = `${base}${encodeURIComponent(figure.dataset.chart)}.${link.dataset.ending}`;
  });
  figure.append(tools);
};

// The values as they are, for the clipboard (copy.js): tabs between cells, lines between rows.
const pasted = (block) => [...block.querySelectorAll(".chart-twin tr")]
  .map((row) => [...row.cells].map((cell) => cell.dataset.value ?? (cell.scope ? cell.textContent.trim() : "")).join("\t")).join("\n");

export const prepare = (part) => {
  part.querySelectorAll(".chart:not(.is-ready)").forEach((figure) => {
    if (figure.closest(".slides-strip")) return;
    figure.classList.add("is-ready");
    figure.querySelectorAll(".chart-drawing[role=img]").forEach(enliven);
    equip(figure);
  });
};

const nearest = (event, svg) => {
  const under = event.target.closest("[data-category]");
  if (under && under.hasAttribute("aria-label")) return under;
  const far = marksOf(svg).filter((mark) => mark.tagName === "circle").map((mark) => {
    const box = mark.getBoundingClientRect();
    return [Math.hypot(box.x + box.width / 2 - event.clientX, box.y + box.height / 2 - event.clientY), mark];
  });
  const [distance, mark] = far.sort((a, b) => a[0] - b[0])[0] ?? [Infinity, null];
  return distance < NEAR ? mark : null;
};

document.addEventListener("pointermove", (event) => {
  const svg = event.target.closest?.(".chart-drawing[data-live]");
  const mark = svg ? nearest(event, svg) : null;
  if (mark && !mark.classList.contains("is-pointed")) point(mark);
  if (!mark && !document.activeElement?.closest(".chart-drawing[data-live]")) hide();
});
document.addEventListener("focusin", (event) => (event.target.closest(".chart-drawing[data-live]") ? point(event.target) : hide()));
document.addEventListener("scroll", hide, true);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
  const mark = event.target.closest?.(".chart-drawing[data-live] [tabindex]");
  if (mark && event.key === "Enter") mark.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  else if (mark && !event.ctrlKey && !event.metaKey && !event.altKey) steer(event, mark);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest(".chart-keys button, [data-twin]");
  if (!button) return;
  const figure = button.closest(".chart-block, .chart");
  if (button.matches(".chart-keys button")) toggle(button);
  else button.setAttribute("aria-pressed", String(figure.classList.toggle("as-table")));
});
document.body.addEventListener("htmx:load", (event) => prepare(event.detail.elt.parentElement ?? event.detail.elt));
prepare(document);
