// The palette: Ctrl/⌘+K opens it anywhere; the field keeps the focus and says which option is the active one.

const dialog = document.querySelector("#palette");
const field = dialog?.querySelector("input");
const list = dialog?.querySelector("[role=listbox]");
const said = dialog?.querySelector("[data-said]");
let asked = 0;
let timer = 0;
let fresh = Promise.resolve();

const options = () => [...list.querySelectorAll("[role=option]")];
const active = () => list.querySelector("[aria-selected=true]");

const choose = (option) => {
  active()?.setAttribute("aria-selected", "false");
  if (!option) {
    field.removeAttribute("aria-activedescendant");
    return;
  }
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", option.id);
};

// The answers may come in another order than the questions: only the last one counts.
const ask = async () => {
  const number = ++asked;
  const headers = { "HX-Request": "true", "X-Page": location.pathname + location.search };
  const response = await fetch(`${dialog.dataset.options}?q=${encodeURIComponent(field.value)}`, { headers });
  if (number !== asked || !response.ok || response.redirected) return;
  list.innerHTML = await response.text();
  choose(options()[0]);
  const found = options().length;
  said.textContent = found ? `${said.dataset.some} ${found}` : said.dataset.none;
};

const open = () => {
  field.value = "";
  dialog.showModal();
  fresh = ask();
};

const move = (step) => {
  const all = options();
  if (!all.length) return;
  choose(all[(all.indexOf(active()) + step + all.length) % all.length]);
};

const keys = {
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  Home: () => choose(options()[0]),
  End: () => choose(options().at(-1)),
  // What was typed a moment ago is asked first, so that Enter takes what fits it.
  Enter: async () => {
    if (timer) {
      clearTimeout(timer);
      timer = 0;
      fresh = ask();
    }
    await fresh;
    active()?.click();
  },
};

if (dialog) {
  document.addEventListener("keydown", (event) => {
    if (!(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    if (dialog.open) dialog.close();
    else open();
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-palette]");
    if (!opener || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    open();
  });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = 0;
      fresh = ask();
    }, 80);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || !keys[event.key]) return;
    if ((event.key === "Home" || event.key === "End") && field.value) return;
    event.preventDefault();
    keys[event.key]();
  });
  list.addEventListener("pointermove", (event) => {
    const option = event.target.closest("[role=option]");
    if (option && option !== active()) choose(option);
  });
}

document.querySelectorAll("[data-mod]").forEach((key) => {
  if (/Mac|iP/.test(navigator.platform)) key.textContent = "⌘";
});
