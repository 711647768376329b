// The composer: sends with Ctrl/⌘+Enter, grows with its text, takes pasted and dropped files, says what is chosen.

const form = document.querySelector("[data-composer]");
const apple = /Mac|iPhone|iPad/.test(navigator.platform);

const labelOf = (box) => box.nextElementSibling.textContent.trim();

const composer = () => {
  const text = form.querySelector("textarea");
  const file = form.querySelector("input[type=file]");
  const attached = form.querySelector("[data-attached]");

  const grow = () => {
    text.rows = Math.min(12, Math.max(2, text.value.split("\n").length, Math.ceil(text.value.length / 80)));
  };

  const say = (label, names) => {
    label.dataset.word ??= label.textContent;
    label.textContent = names.length ? names.join(", ") : label.dataset.word;
  };

  const setFiles = (files) => {
    const bag = new DataTransfer();
    files.forEach((item) => bag.items.add(item));
    file.files = bag.files;
    sayChosen();
  };

  const chip = (item, place) => {
    const row = document.createElement("li");
    const button = document.createElement("button");
    row.className = "chip";
    row.append(item.name, button);
    button.type = "button";
    button.textContent = "×";
    button.setAttribute("aria-label", `${attached.dataset.removeWord} ${item.name}`);
    button.addEventListener("click", () => {
      setFiles([...file.files].filter((_, other) => other !== place));
      text.focus();
    });
    return row;
  };

  const sayChosen = () => {
    const chosen = (name) => [...form.querySelectorAll(`input[name=${name}]:checked`)].map(labelOf);
    say(form.querySelector("[data-source-label]"), chosen("sources"));
    say(form.querySelector("[data-deliver-label]"), chosen("deliver"));
    attached.replaceChildren(...[...file.files].map(chip));
    attached.hidden = !file.files.length;
  };

  const take = (event, data) => {
    if (!data.files.length) return;
    event.preventDefault();
    event.stopPropagation(); // a file dropped here goes with the request; elsewhere on the page it becomes a source
    setFiles([...file.files, ...data.files]);
  };

  text.addEventListener("input", grow);
  text.addEventListener("keydown", (event) => {
    const composing = event.isComposing || event.keyCode === 229; // an input method takes this Enter for itself
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && !composing) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-send]"));
    }
  });
  text.addEventListener("paste", (event) => take(event, event.clipboardData));
  form.addEventListener("change", sayChosen);
  form.addEventListener("submit", (event) => {
    if (event.submitter?.matches("[data-send]")) event.submitter.setAttribute("aria-busy", "true");
  });
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    event.stopPropagation();
    form.classList.add("dropping");
  });
  form.addEventListener("dragleave", () => form.classList.remove("dropping"));
  form.addEventListener("drop", (event) => {
    form.classList.remove("dropping");
    take(event, event.dataTransfer);
  });
  if (apple) form.querySelectorAll("[data-apple]").forEach((key) => { key.textContent = key.dataset.apple; });
  sayChosen();
  grow();
};

if (form) composer();

// A page that comes back from the browser's memory may send again.
window.addEventListener("pageshow", () => form?.querySelector("[data-send]").removeAttribute("aria-busy"));

// A click on a starter puts its words into the composer.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill]");
  if (!button) return;
  const field = document.querySelector(button.dataset.fill);
  field.value = button.textContent.trim();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});

// One open menu at a time; a click elsewhere or Escape closes it and gives the focus back.
const closeMenus = (except) => {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (menu === except) return;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  });
};
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !document.querySelector("details.menu[open]")) return;
  event.preventDefault(); // this Escape has closed a menu and closes nothing else
  closeMenus(null);
});
