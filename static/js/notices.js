// A person's own socket: toasts of what ended elsewhere, the count in rail and title; tells the server which thread is in sight.

const place = document.querySelector("#toasts");
const REPEAT = 20_000; // milliseconds; the server believes it for 45 s
const STAYS = 20_000;
let socket = null;
let wait = 1000;

const count = (unseen) => {
  document.querySelectorAll("[data-unseen-count]").forEach((badge) => {
    badge.textContent = unseen || "";
    badge.hidden = !unseen;
  });
  document.title = `${unseen ? `(${unseen}) ` : ""}${document.title.replace(/^\(\d+\) /, "")}`;
};

const look = () => {
  if (socket?.readyState !== WebSocket.OPEN || !place.dataset.thread) return;
  socket.send(JSON.stringify({ thread: document.hidden ? null : place.dataset.thread }));
};

// A toast leaves by itself, but not while it is read: under the pointer, with the focus, or in a page out of sight.
const leave = (toast) => {
  setTimeout(() => {
    if (document.hidden || toast.matches(":hover, :focus-within")) leave(toast);
    else toast.remove();
  }, STAYS);
};

const tell = (told) => {
  if (told.thread === place.dataset.thread && !document.hidden) return;
  place.insertAdjacentHTML("afterbegin", told.toast);
  const line = new DOMParser().parseFromString(told.rail, "text/html").body.firstElementChild;
  const old = document.getElementById(line.id);
  if (old?.hasAttribute("aria-current")) line.setAttribute("aria-current", "page");
  old?.replaceWith(line);
  count(told.unseen);
  if (document.hidden && window.Notification?.permission === "granted") {
    const shown = new Notification(`${told.words} · ${told.title}`, { tag: told.thread });
    shown.addEventListener("click", () => window.focus());
  }
};

const connect = () => {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  socket = new WebSocket(`${scheme}://${location.host}${place.dataset.socket}`);
  socket.addEventListener("open", () => {
    wait = 1000;
    look();
  });
  socket.addEventListener("message", (event) => tell(JSON.parse(event.data)));
  socket.addEventListener("close", (event) => {
    if (event.code === 4404) return; // signed out
    setTimeout(connect, wait * (0.5 + Math.random()));
    wait = Math.min(30_000, wait * 2);
  });
};

// The browser asks its person only after a click on our button.
const offer = () => {
  const button = document.querySelector("[data-ask-permission]");
  if (!button || !window.Notification) return;
  button.hidden = Notification.permission !== "default";
  document.querySelector("[data-permission-given]").hidden = Notification.permission !== "granted";
};

if (place) {
  connect();
  count(Number(place.dataset.unseen));
  setInterval(look, REPEAT);
  document.addEventListener("visibilitychange", look);
  new MutationObserver((changes) => {
    changes.flatMap((change) => [...change.addedNodes]).filter((node) => node.matches?.("[data-toast]")).forEach(leave);
  }).observe(place, { childList: true });
  document.addEventListener("click", (event) => {
    event.target.closest("[data-dismiss]")?.closest("[data-toast]")?.remove();
    if (event.target.closest("[data-ask-permission]")) Notification.requestPermission().then(offer);
  });
  offer();
}
