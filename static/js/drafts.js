// What is written and not sent survives a reload: kept in this browser, for this person, team and conversation.

const form = document.querySelector("[data-draft]");
const key = `draft:${form?.dataset.draft}`;

const kept = () => {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return ""; // the browser keeps nothing for this site
  }
};

const keep = (words) => {
  try {
    if (words) localStorage.setItem(key, words);
    else localStorage.removeItem(key);
  } catch {
    // as above
  }
};

if (form) {
  const text = form.querySelector("textarea");
  const draft = kept();
  if (draft && !text.value) {
    text.value = draft;
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
  text.addEventListener("input", () => keep(text.value));
  form.addEventListener("submit", (event) => {
    if (!event.submitter || event.submitter.matches("[data-send]")) keep("");
  });
}

// Signing out leaves nothing behind.
document.addEventListener("submit", (event) => {
  if (!event.target.matches('form[action$="/logout/"]')) return;
  try {
    Object.keys(localStorage).filter((name) => name.startsWith("draft:")).forEach((name) => localStorage.removeItem(name));
  } catch {
    // as above
  }
});
