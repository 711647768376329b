// The live connection comes back soon: after a break at most a few seconds later, and at once when the network or the reader returns.

const FIRST = 250; // milliseconds before the first try; twice as long before each further one
const LONGEST = 5000;
const LONG_AWAY = 30_000; // milliseconds out of sight after which a connection may be dead without anyone having noticed
const sockets = new Map();
let hiddenAt = 0;

window.htmx.config.wsReconnectDelay = (tries) => Math.min(LONGEST, FIRST * 2 ** tries) * (0.5 + Math.random() / 2);

document.body.addEventListener("htmx:wsOpen", (event) => sockets.set(event.target, event.detail.socketWrapper));
document.body.addEventListener("htmx:wsClose", (event) => {
  if (event.detail.event.code === 1000) sockets.delete(event.target);
});

const again = () => {
  for (const [place, socket] of sockets) {
    if (place.isConnected) socket.reconnect();
    else sockets.delete(place);
  }
};

window.addEventListener("online", again);
document.addEventListener("visibilitychange", () => {
  if (document.hidden) hiddenAt = Date.now();
  else if (hiddenAt && Date.now() - hiddenAt > LONG_AWAY) again();
});
