// Slides: one at a time, a strip of all, keys, the address, presenting on the whole screen with notes.

const STIRRED = 2000; // milliseconds for which the controls stay after the pointer moved
const itemsOf = (root) => [...root.querySelectorAll(".slides-item")];
const at = (root) => itemsOf(root).findIndex((item) => item.classList.contains("is-current"));
const presented = () => document.querySelector(".slides.presenting");
const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

const mark = (root) => {
  const items = itemsOf(root);
  const status = root.querySelector(".slides-at");
  const words = filled(status.dataset.words, { at: at(root) + 1, all: items.length });
  if (status.textContent !== words) status.textContent = words;
  const strip = root.querySelector(".slides-strip");
  [...strip.querySelectorAll("button")].forEach((button, index) => {
    const current = index === at(root);
    button.tabIndex = current ? 0 : -1;
    if (!current) return button.removeAttribute("aria-current");
    button.setAttribute("aria-current", "true");
    if (strip.contains(document.activeElement)) button.focus({ preventScroll: true });
    const [own, all] = [button.getBoundingClientRect(), strip.getBoundingClientRect()];
    strip.scrollBy({ left: own.left + own.width / 2 - all.left - all.width / 2 });
  });
  root.querySelector("[data-go=previous]").disabled = at(root) === 0;
  root.querySelector("[data-go=next]").disabled = at(root) === items.length - 1;
};

export const address = (root) => {
  const url = new URL(window.location);
  url.searchParams.set("show", "deck");
  url.searchParams.set("slide", itemsOf(root)[at(root)].dataset.slide);
  url.hash = "";
  history.replaceState(history.state, "", url);
};

const show = (root, index) => {
  const items = itemsOf(root);
  const next = Math.min(items.length - 1, Math.max(0, index));
  if (next === at(root)) return;
  if (items[at(root)]?.contains(document.activeElement)) root.focus({ preventScroll: true });
  items.forEach((item, number) => item.classList.toggle("is-current", number === next));
  mark(root);
  address(root);
};

// A small picture of a slide: nothing in it can be reached or found.
const picture = (item) => {
  const slide = item.querySelector(".slide").cloneNode(true);
  slide.setAttribute("aria-hidden", "true");
  slide.inert = true;
  slide.querySelectorAll("[id], [tabindex], [href], [data-fact]").forEach((part) => {
    ["id", "tabindex", "href", "data-fact", "role"].forEach((name) => part.removeAttribute(name));
  });
  slide.removeAttribute("id");
  return slide;
};

const strip = (root) => {
  const list = root.querySelector(".slides-strip");
  const seen = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
    seen.unobserve(entry.target);
    entry.target.append(picture(itemsOf(root)[Number(entry.target.dataset.slideAt)]));
  }), { root: list, rootMargin: "0px 300px" });
  itemsOf(root).forEach((item, index) => {
    const title = item.querySelector(".slide-title")?.textContent ?? "";
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.slideAt = index;
    button.setAttribute("aria-label", filled(list.dataset.words, { at: index + 1, title }));
    const place = document.createElement("li");
    place.append(button);
    list.append(place);
    seen.observe(button);
  });
};

const present = async (root) => {
  root.classList.add("presenting");
  try {
    await root.requestFullscreen();
  } catch {
    root.popover = "manual"; // the browser has no full screen: over the page instead
    root.showPopover();
  }
  root.focus();
};

const leave = async (root) => {
  root.classList.remove("presenting", "is-stirred");
  if (document.fullscreenElement) await document.exitFullscreen();
  if (root.popover) root.hidePopover();
  root.removeAttribute("popover");
  (document.querySelector(".viewer-bar [data-present]") ?? root).focus();
};

const asked = (target) => {
  const alone = target === document.body && !document.querySelector(".with-thread") ? document.querySelector("[data-slides]") : null;
  return presented() ?? target.closest?.("[data-slides]") ?? alone;
};

document.addEventListener("keydown", (event) => {
  const root = asked(event.target);
  if (!root || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("dialog")) return;
  if (event.key === "Escape" && root === presented()) return leave(root);
  const last = itemsOf(root).length - 1;
  const ways = { ArrowRight: at(root) + 1, PageDown: at(root) + 1, ArrowLeft: at(root) - 1, PageUp: at(root) - 1, Home: 0, End: last };
  if (root === presented()) Object.assign(ways, { ArrowDown: at(root) + 1, ArrowUp: at(root) - 1, ...(event.target === root && { " ": at(root) + 1 }) });
  if (!(event.key in ways)) return;
  event.preventDefault();
  show(root, ways[event.key]);
});

document.addEventListener("click", (event) => {
  const root = event.target.closest("[data-slides]") ?? document.querySelector("[data-slides]");
  const button = event.target.closest("[data-go], [data-slide-at], [data-notes], [data-present]");
  if (!root) return;
  if (root === presented() && !button) {
    event.preventDefault();
    event.stopImmediatePropagation(); // a number has no evidence to open here
    return show(root, at(root) + 1);
  }
  if (!button) return;
  if (button.dataset.go) show(root, at(root) + (button.dataset.go === "next" ? 1 : -1));
  else if (button.dataset.slideAt) show(root, Number(button.dataset.slideAt));
  else if (button.hasAttribute("data-notes")) button.setAttribute("aria-pressed", String(root.classList.toggle("with-notes")));
  else if (root === presented()) leave(root);
  else present(root);
}, true);

document.addEventListener("fullscreenchange", () => {
  if (!document.fullscreenElement && presented()) leave(presented());
});
document.addEventListener("pointermove", () => {
  const root = presented();
  if (!root) return;
  root.classList.add("is-stirred");
  clearTimeout(root.stirring);
  root.stirring = setTimeout(() => root.classList.remove("is-stirred"), STIRRED);
});

const prepare = () => document.querySelectorAll("[data-slides]:not(.is-ready)").forEach((root) => {
  root.classList.add("is-ready");
  strip(root);
  mark(root);
});
document.body.addEventListener("htmx:load", prepare);
prepare();
