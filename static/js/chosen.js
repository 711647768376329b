// Which sources a request is about: ticked in the composer, added to its list where they are new.

const choices = () => document.querySelector("[data-composer] .file-choice")?.parentElement;

export const choose = (id, name, alone = false) => {
  const list = choices();
  if (!list) return;
  if (alone) list.querySelectorAll("input[name=sources]").forEach((box) => { box.checked = false; });
  let box = [...list.querySelectorAll("input[name=sources]")].find((item) => item.value === id);
  if (!box) {
    const label = document.createElement("label");
    const words = document.createElement("span");
    label.className = "choice";
    box = Object.assign(document.createElement("input"), { type: "checkbox", name: "sources", value: id });
    words.textContent = name;
    label.append(box, words);
    list.querySelector(".file-choice").before(label);
  }
  box.checked = true;
  box.dispatchEvent(new Event("change", { bubbles: true }));
};

// A starter is about one source: its words go into the composer (composer.js), its source is ticked here.
document.addEventListener("click", (event) => {
  const starter = event.target.closest("[data-fill-source]");
  if (starter) choose(starter.dataset.fillSource, "", true);
});
