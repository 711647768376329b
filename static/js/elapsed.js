// The time of a step under way, counted on.

const [SECOND, MINUTE] = document.documentElement.lang.startsWith("zh") ? ["秒", "分"] : ["s", "min"];

const say = () => {
  document.querySelectorAll("[data-elapsed]").forEach((time) => {
    const seconds = Math.max(0, (Date.now() - Date.parse(time.dateTime)) / 1000);
    const rest = `${Math.floor(seconds % 60)} ${SECOND}`;
    time.textContent = seconds < 60 ? rest : `${Math.floor(seconds / 60)} ${MINUTE} ${rest}`;
  });
};

setInterval(say, 1000);
document.body.addEventListener("htmx:wsAfterMessage", say);
say();
