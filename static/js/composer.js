// The composer: sends with Ctrl/⌘+Enter, grows with its text, takes dropped files, says what is chosen.

const form = document.querySelector("[data-composer]");

if (form) {
  const text = form.querySelector("textarea");
  const file = form.querySelector("input[type=file]");

  const grow = () => {
    text.rows = Math.min(12, Math.max(2, text.value.split("\n").length, Math.ceil(text.value.length / 80)));
  };

  const sayChosen = () => {
    const names = [...form.querySelectorAll("input[name=sources]:checked")].map((box) => box.nextElementSibling.textContent);
    const label = form.querySelector("[data-source-label]");
    label.dataset.word ??= label.textContent;
    label.textContent = names.length ? names.join(", ") : label.dataset.word;
    form.querySelector("[data-file-name]").textContent = file.files.length ? file.files[0].name : "";
  };

  text.addEventListener("input", grow);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener("change", sayChosen);
  form.addEventListener("submit", () => {
    form.querySelector("button.primary").setAttribute("aria-busy", "true");
  });
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("dropping");
  });
  form.addEventListener("dragleave", () => form.classList.remove("dropping"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("dropping");
    if (event.dataTransfer.files.length) {
      file.files = event.dataTransfer.files;
      sayChosen();
    }
  });
  sayChosen();
  grow();
}

// A click on a starter or a suggestion puts its words into the composer.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill]");
  if (!button) return;
  const field = document.querySelector(button.dataset.fill);
  field.value = button.textContent.trim();
  field.dispatchEvent(new Event("input"));
  field.focus();
});

// One open menu at a time; a click elsewhere or Escape closes it.
const closeMenus = (except) => {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (menu !== except) menu.open = false;
  });
};
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenus(null);
});
