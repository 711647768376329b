// Says when the live connection is away, and when it is back. The socket itself tries again, waiting longer each time.

const words = document.querySelector("[data-connection]");
const PATIENCE = 1200; // milliseconds; a shorter break is not worth a word
const SHOWN = 2500;
const TRIED_AGAIN = [1006, 1011, 1012, 1013]; // closes after which the socket extension connects again
const away = new Set();
let timer = 0;

const say = (text) => {
  words.textContent = text;
  words.classList.toggle("away", text === words.dataset.away);
};

if (words) {
  document.body.addEventListener("htmx:wsClose", (event) => {
    if (!TRIED_AGAIN.includes(event.detail.event.code)) return;
    away.add(event.target.id);
    clearTimeout(timer);
    timer = setTimeout(() => away.size && say(words.dataset.away), words.textContent ? 0 : PATIENCE);
  });
  document.body.addEventListener("htmx:wsOpen", (event) => {
    away.delete(event.target.id);
    if (away.size || !words.textContent) return;
    say(words.dataset.back);
    clearTimeout(timer);
    timer = setTimeout(() => say(""), SHOWN);
  });
}
