// Rows of a list: j and k move, Enter opens (the focus is on the row's link), s stars. What goes leaves the focus on its neighbour.

import { single } from "threeday/shortcuts";

const rows = () => [...document.querySelectorAll("[data-row]")];
const current = () => document.activeElement?.closest?.("[data-row]");
const focus = (row) => {
  const link = row?.querySelector("[data-open]") ?? row?.querySelector("button");
  link?.focus();
  row?.scrollIntoView({ block: "nearest" });
};

const move = (step) => {
  const all = rows();
  const place = all.indexOf(current());
  focus(place < 0 ? all[step > 0 ? 0 : all.length - 1] : all[Math.min(all.length - 1, Math.max(0, place + step))]);
  return all.length > 0;
};

const star = () => {
  const button = current()?.querySelector("[data-star]");
  button?.click();
  return Boolean(button);
};

const keys = { j: () => move(1), k: () => move(-1), s: star };

document.addEventListener("keydown", (event) => {
  if (single(event) && keys[event.key]?.()) event.preventDefault();
});

// The star is drawn anew, and a deleted row is gone: the focus must not fall to the top of the page.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const row = event.detail.target.closest?.("[data-row]");
  const active = document.activeElement;
  if (!row?.contains(active)) return;
  const place = rows().indexOf(row);
  const next = rows()[place + 1] ?? rows()[place - 1];
  const id = active.id;
  setTimeout(() => {
    if (!row.isConnected) focus(next);
    else if (id) document.getElementById(id)?.focus();
  }, 60);
});

// Filters and pages of the library are links: with this script they are followed without a new page.
document.addEventListener("click", (event) => {
  const link = event.target.closest("#results .pages a, #results [data-filter]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (link.hasAttribute("data-filter")) return; // the form's fields must show it too: a new page
  event.preventDefault();
  window.htmx.ajax("GET", link.getAttribute("href"), { target: "#results" }).then(() => scrollTo(0, 0));
});

// Empty fields are not part of the address.
document.body.addEventListener("htmx:configRequest", (event) => {
  if (!event.target.matches("[data-clean]")) return;
  for (const name of Object.keys(event.detail.parameters)) {
    if (event.detail.parameters[name] === "") delete event.detail.parameters[name];
  }
});
