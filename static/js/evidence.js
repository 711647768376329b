// The evidence sheet: a number opens it beside the conversation, Escape or Back closes it, the address remembers it.

const sheet = document.querySelector("#evidence:not(.alone)");
let opener = null;

const addressOf = (target) => {
  const link = target.closest("a[href*='/evidence/?']:not([data-pages])");
  if (link) return link.getAttribute("href");
  const fact = target.closest("[data-fact]"); // a mark of a chart is no link
  const base = fact?.closest("[data-evidence]")?.dataset.evidence;
  return base ? `${base}?ref=${encodeURIComponent(fact.dataset.fact)}` : "";
};

const stated = (page) => `/runs/${page.get("run")}/evidence/?ref=${encodeURIComponent(page.get("fact"))}`;

// /runs/<run>/evidence/?ref=<fact> as the state of the page: ?run=<run>&fact=<fact>, beside what else the address says.
const pageAddress = (address) => {
  const url = new URL(address, location.href);
  const page = new URL(location.href);
  page.searchParams.set("run", url.pathname.split("/")[2]);
  page.searchParams.set("fact", url.searchParams.get("ref"));
  page.hash = "";
  return page;
};

const mark = (address) => {
  document.querySelectorAll(".fact[aria-current], .claim[aria-current]").forEach((link) => link.removeAttribute("aria-current"));
  if (!address) return;
  document.querySelectorAll("a[href*='/evidence/?']").forEach((link) => {
    if (link.getAttribute("href") === address && !sheet.contains(link)) link.setAttribute("aria-current", "true");
  });
};

const show = async (address) => {
  await window.htmx.ajax("GET", address, { target: "#evidence", swap: "innerHTML" });
  sheet.scrollTop = 0;
  sheet.querySelector("h2")?.focus({ preventScroll: true });
  mark(address);
};

const empty = () => {
  if (!sheet.childElementCount) return;
  const inside = sheet.contains(document.activeElement);
  sheet.replaceChildren();
  mark("");
  if (inside || document.activeElement === document.body) opener?.focus({ preventScroll: true });
  opener = null;
};

const bare = () => {
  const page = new URL(location.href);
  page.searchParams.delete("fact");
  if (!page.searchParams.has("show") && !page.searchParams.has("step")) page.searchParams.delete("run");
  return page;
};

// Back leads to the page as it was before the first number; a sheet that came with the address leaves it in place.
const close = () => {
  if (!sheet.childElementCount) return;
  if (history.state?.sheet) history.go(-history.state.sheet);
  else history.replaceState(null, "", bare());
  empty();
};

const open = (address) => {
  const depth = history.state?.sheet ?? 0;
  const beside = !sheet.childElementCount || depth > 0;
  history.pushState({ sheet: beside ? depth + 1 : 0 }, "", pageAddress(address));
  show(address);
};

if (sheet) {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-shut]")) close();
    const address = event.metaKey || event.ctrlKey || event.shiftKey ? "" : addressOf(event.target);
    if (!address) return;
    event.preventDefault();
    if (!sheet.contains(event.target)) opener = event.target.closest("a, button, [tabindex]");
    open(address);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]")) close();
  });
  window.addEventListener("popstate", () => {
    const page = new URLSearchParams(location.search);
    if (page.has("fact") && page.has("run")) show(stated(page));
    else empty();
  });
  const page = new URLSearchParams(location.search);
  if (sheet.hasAttribute("data-restored")) {
    sheet.querySelector("h2")?.focus({ preventScroll: true });
    mark(stated(page));
  } else if (page.has("fact") && page.has("run")) show(stated(page)); // a page whose server does not fill the sheet: an artifact's
}
