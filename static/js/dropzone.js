// Files that are dropped anywhere become sources. A drop on the composer goes along with its request instead.

import { choose } from "threeday/chosen";
import { mayUpload, send } from "threeday/upload";

const veil = document.querySelector("#drop-veil");
const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
const inComposer = (event) => event.target.closest?.("[data-composer]") ?? null;
let hide = 0;

const lift = () => {
  clearTimeout(hide);
  if (veil) veil.hidden = true;
};

// A drag that leaves the window says nothing reliable: the veil goes when no dragover has come for a moment.
const show = (event) => {
  clearTimeout(hide);
  hide = setTimeout(lift, 200);
  veil.classList.toggle("along", inComposer(event) !== null);
  veil.hidden = false;
};

// In a thread the work goes on there and the new source is chosen; elsewhere a single file opens its profile.
const after = (lines) => {
  const taken = lines.filter(Boolean);
  if (document.body.classList.contains("with-thread")) taken.forEach((line) => choose(line.dataset.source, line.dataset.name));
  else if (taken.length === 1 && lines.length === 1) location.assign(taken[0].dataset.page);
};

window.addEventListener("dragover", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault(); // or the browser would open the file in the place of this page
  if (mayUpload()) show(event);
  else event.dataTransfer.dropEffect = "none";
}, true);

window.addEventListener("drop", (event) => {
  lift();
  if (!hasFiles(event) || inComposer(event)) return;
  event.preventDefault();
  if (mayUpload()) send(event.dataTransfer.files).then(after);
}, true);

// Forms that bring files: they go when they are chosen, with their progress shown.
document.querySelectorAll("form[data-upload]").forEach((form) => {
  if (!mayUpload()) return;
  const input = form.querySelector("input[type=file]");
  form.classList.add("scripted");
  input.addEventListener("change", () => {
    if (!input.files.length) return;
    send([...input.files], form.action).then(after);
    input.value = "";
  });
});

// The composer's own files are sent first, with their progress; then the request goes, with the sources they became.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-composer]");
  const file = form?.querySelector("input[type=file]");
  if (!form || !mayUpload() || !event.submitter?.matches("[data-send]") || !file.files.length) return;
  event.preventDefault();
  event.stopPropagation();
  const submitter = event.submitter;
  submitter.setAttribute("aria-busy", "true");
  const files = [...file.files];
  const lines = await send(files);
  const left = new DataTransfer();
  files.filter((_, place) => !lines[place]).forEach((item) => left.items.add(item));
  lines.filter(Boolean).forEach((line) => choose(line.dataset.source, line.dataset.name));
  file.files = left.files;
  form.dispatchEvent(new Event("change", { bubbles: true }));
  submitter.removeAttribute("aria-busy");
  if (!left.files.length) form.requestSubmit(submitter);
}, true);

