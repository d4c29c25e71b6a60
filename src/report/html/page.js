/**
 * What the page of a report does in the browser: filter, walk along a path, open what a link points to,
 * and open everything for the printer. It changes attributes and the text of counters, nothing else.
 */
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const form = document.getElementById("filters");
  const section = document.getElementById("findings");
  const findings = all(".finding", section ?? document);
  const shown = document.getElementById("shown");

  /** Shows the findings that fit all filters. */
  const filter = () => {
    const data = new FormData(form);
    const words = String(data.get("words") ?? "")
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== "");
    const severities = new Set(data.getAll("severity"));
    const confidences = new Set(data.getAll("confidence"));
    const rule = data.get("rule") ?? "";
    const entry = data.get("entry") ?? "";
    let count = 0;
    for (const finding of findings) {
      const { severity, confidence, rule: own, entries, words: text } = finding.dataset;
      const fits =
        severities.has(severity) &&
        confidences.has(confidence) &&
        (rule === "" || rule === own) &&
        (entry === "" || JSON.parse(entries).includes(entry)) &&
        words.every((word) => text.includes(word));
      finding.hidden = !fits;
      if (fits) count += 1;
    }
    const total = `${findings.length} ${findings.length === 1 ? "finding" : "findings"}`;
    shown.textContent = count === findings.length ? `${total}, worst first` : `${count} of ${total}`;
  };

  if (form !== null) {
    form.hidden = false;
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(filter));
    const setAll = (open) => {
      for (const finding of findings) if (!finding.hidden) finding.open = open;
    };
    document.getElementById("open-all").addEventListener("click", () => setAll(true));
    document.getElementById("close-all").addEventListener("click", () => setAll(false));
    // A browser may have kept what was chosen before the page was loaded again.
    filter();
  }

  /** The findings of a tool. */
  for (const link of all("a.show")) {
    link.addEventListener("click", () => {
      form.reset();
      form.elements.namedItem("entry").value = link.dataset.entry;
      setTimeout(filter);
    });
  }

  /** One step of a path at a time, by buttons or by the arrow keys. */
  for (const path of all(".path")) {
    const steps = all(".step", path);
    if (steps.length < 2) continue;
    const walk = path.querySelector(".walk");
    const [previous, next] = [walk.querySelector(".previous"), walk.querySelector(".next")];
    const counter = walk.querySelector("output");
    let at = 0;
    const go = (to, scroll = true) => {
      steps[at].classList.remove("current");
      steps[at].removeAttribute("aria-current");
      at = Math.max(0, Math.min(steps.length - 1, to));
      steps[at].classList.add("current");
      steps[at].setAttribute("aria-current", "step");
      counter.textContent = `${at + 1} / ${steps.length}`;
      previous.disabled = at === 0;
      next.disabled = at === steps.length - 1;
      if (scroll) steps[at].scrollIntoView({ block: "nearest" });
    };
    previous.addEventListener("click", () => go(at - 1));
    next.addEventListener("click", () => go(at + 1));
    walk.addEventListener("keydown", (event) => {
      if (event.key === "ArrowRight" || event.key === "ArrowDown") go(at + 1);
      else if (event.key === "ArrowLeft" || event.key === "ArrowUp") go(at - 1);
      else return;
      event.preventDefault();
    });
    steps.forEach((step, index) => {
      step.addEventListener("click", () => go(index, false));
    });
    walk.hidden = false;
    go(0, false);
  }

  /** A link to a finding opens it, also when a filter hides it. */
  const openTarget = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target === null || !target.classList.contains("finding")) return;
    target.hidden = false;
    target.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", openTarget);
  openTarget();

  /** Paper shows what is open: everything that is not filtered out, and afterwards what was open before. */
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details").filter((each) => !each.open);
    for (const each of closed) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of closed) each.open = false;
    closed = [];
  });
})();
