// The live run: says the number of the last event on every connect, tells the window its state, keeps the reader's place.

const scroll = document.querySelector("[data-stick]");
const below = document.querySelector("[data-below]");
const NEAR = 80; // pixels from the end that count as being there
let atEnd = true;
let height = 0;

document.body.addEventListener("htmx:wsOpen", (event) => {
  if (event.target.id === "thread-live") {
    const runs = [...document.querySelectorAll("[data-run]")].map((run) => run.dataset.run);
    event.detail.socketWrapper.send(JSON.stringify({ runs }));
    return;
  }
  const state = event.target.querySelector(".run-state");
  if (state) event.detail.socketWrapper.send(JSON.stringify({ after: Number(state.dataset.last) }));
});

// Forms in live pieces come without the page's token.
document.addEventListener("submit", (event) => {
  const token = event.target.querySelector("input[name=csrfmiddlewaretoken]");
  if (token && !token.value) token.value = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
}, true);

const sayTitle = () => {
  const words = [...document.querySelectorAll(".run-state")].at(-1)?.dataset.title;
  if (words) document.title = `${words} · Threeday`;
};

const toEnd = () => {
  scroll.scrollTop = scroll.scrollHeight;
  below.hidden = true;
};

// A reader at the end stays there; one who has scrolled up is not moved and learns that there is more.
const follow = () => {
  sayTitle();
  if (atEnd) toEnd();
  else if (scroll.scrollHeight > height + 4) below.hidden = false;
  height = scroll.scrollHeight;
};

// The place that the address names: a step stands open, whatever fold it is in.
const named = () => {
  const place = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : document.querySelector(".step.looked");
  if (!place || !scroll.contains(place)) return false;
  for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  document.querySelectorAll(".step.looked").forEach((step) => step.classList.toggle("looked", step === place));
  if (place.matches(".step")) place.classList.add("looked");
  place.scrollIntoView({ block: "center" });
  return true;
};

if (scroll) {
  scroll.addEventListener("scroll", () => {
    atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;
    if (atEnd) below.hidden = true;
  });
  below.addEventListener("click", () => {
    atEnd = true;
    toEnd();
    scroll.querySelector(".run:last-child .answer, .run:last-child .brief-place")?.focus?.();
  });
  document.body.addEventListener("htmx:wsAfterMessage", follow);
  window.addEventListener("hashchange", named);
  if (named()) atEnd = false;
  else toEnd();
  height = scroll.scrollHeight;
}

// The form of a brief opens in its card; leaving it gives the focus back to the link that opened it.
document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.matches(".brief-edit")) event.target.querySelector("h2")?.focus();
});
document.addEventListener("click", (event) => {
  const closer = event.target.closest("[data-closes]");
  const place = closer && document.querySelector(`#edit-${CSS.escape(closer.dataset.closes)}`);
  if (!place?.childElementCount) return;
  event.preventDefault();
  place.replaceChildren();
  document.querySelector(`#edit-link-${CSS.escape(closer.dataset.closes)}`)?.focus();
});
