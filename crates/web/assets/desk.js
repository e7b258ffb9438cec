// Comfort only: every page works without this file.
(() => {
  "use strict";
  const live = document.querySelector("[data-live]");
  const look = async () => {
    const answer = await fetch(live.dataset.live, { headers: { accept: "application/json" } }).catch(() => null);
    if (!answer || !answer.ok) return setTimeout(look, 4000);
    const seen = await answer.json();
    if (seen.done) return location.reload();
    const bar = live.querySelector("progress");
    if (bar && seen.files > 0) { bar.max = seen.files; bar.value = seen.read; }
    const said = live.querySelector("[data-said]");
    if (said) said.textContent = seen.said;
    setTimeout(look, 700);
  };
  if (live) setTimeout(look, 500);

  const sentence = document.querySelector("[data-known]");
  if (sentence) {
    const place = document.getElementById("known");
    let timer = 0, asked = "";
    const ask = async () => {
      if (sentence.value.trim() === asked) return;
      asked = sentence.value.trim();
      const answer = await fetch(sentence.dataset.known + "?sentence=" + encodeURIComponent(asked)).catch(() => null);
      if (answer && answer.ok) place.innerHTML = await answer.text();
    };
    sentence.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 400); });
    sentence.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.ctrlKey) sentence.form.requestSubmit(); });
  }

  const rows = () => [...document.querySelectorAll("[data-row] a[data-open]")];
  const move = (by) => {
    const all = rows(), at = all.indexOf(document.activeElement), next = all[Math.max(0, Math.min(all.length - 1, at + by))];
    if (next) next.focus();
  };
  document.addEventListener("keydown", (event) => {
    const into = event.target.closest("input, textarea, select");
    if (into || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else {
      const key = CSS.escape(event.key), hand = document.querySelector(`[data-key="${key}"]`);
      if (!hand) return;
      event.preventDefault();
      if (hand.matches("a, button")) hand.click(); else { hand.closest("details")?.setAttribute("open", ""); hand.focus(); }
    }
  });
})();
