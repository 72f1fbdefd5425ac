"use strict";
(() => {
  const root = document.documentElement;
  const all = (where, what) => Array.from(where.querySelectorAll(what));
  document.getElementById("tools").hidden = false;

  const light = (svg, lit) => {
    svg.classList.toggle("dimmed", lit.size > 0);
    for (const part of all(svg, ".box,.edge,.head-of,.label-of")) {
      part.classList.toggle("lit", lit.has(part.id) || lit.has(part.dataset.of));
    }
  };
  const show = (part) => part && part.scrollIntoView({ block: "center", inline: "center" });

  for (const section of all(document, "section")) {
    const svg = section.querySelector("svg");
    if (!svg) continue;
    let chosen = null;
    const concerned = (number) => {
      const lit = new Set();
      for (const part of all(svg, "[data-findings]")) {
        if (part.dataset.findings.split(" ").includes(number)) {
          lit.add(part.id).add(part.dataset.from).add(part.dataset.to);
        }
      }
      return lit;
    };
    const choose = (item) => {
      if (chosen) chosen.classList.remove("chosen");
      chosen = item === chosen ? null : item;
      if (chosen) chosen.classList.add("chosen");
      light(svg, chosen ? concerned(chosen.dataset.finding) : new Set());
      if (chosen) show(all(svg, ".lit")[0]);
    };
    for (const item of all(section, "li[data-finding]")) {
      item.addEventListener("mouseenter", () => light(svg, concerned(item.dataset.finding)));
      item.addEventListener("mouseleave", () => light(svg, chosen ? concerned(chosen.dataset.finding) : new Set()));
      item.addEventListener("click", () => choose(item));
      item.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(item); }
      });
    }
    const edges = all(svg, ".edge");
    const neighbours = (id) => {
      const lit = new Set([id]);
      for (const edge of edges) {
        if (edge.dataset.from === id || edge.dataset.to === id) {
          lit.add(edge.id).add(edge.dataset.from).add(edge.dataset.to);
        }
      }
      return lit;
    };
    for (const box of all(svg, ".box:not(.around)")) {
      const on = () => light(svg, neighbours(box.id));
      const off = () => light(svg, chosen ? concerned(chosen.dataset.finding) : new Set());
      box.addEventListener("mouseenter", on);
      box.addEventListener("mouseleave", off);
      box.addEventListener("focus", on);
      box.addEventListener("blur", off);
    }
  }

  const search = document.getElementById("search");
  const hits = document.getElementById("hits");
  const boxes = all(document, ".box[data-search]");
  search.addEventListener("input", () => {
    const word = search.value.trim().toLowerCase();
    hits.textContent = "";
    let count = 0;
    for (const box of boxes) {
      const names = word ? box.dataset.search.split("\n").filter((name) => name.toLowerCase().includes(word)) : [];
      box.classList.toggle("found", names.length > 0);
      for (const name of names) {
        if (++count > 40) break;
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = name;
        button.addEventListener("click", () => { show(box); box.focus(); });
        item.append(button);
        hits.append(item);
      }
    }
    if (word && count === 0) {
      const item = document.createElement("li");
      item.textContent = "Nothing is called that.";
      hits.append(item);
    }
  });

  let zoom = 0; // 0 fits the width
  const scale = () => {
    for (const svg of all(document, ".stage svg")) {
      const width = svg.viewBox.baseVal.width;
      const room = svg.parentElement.clientWidth - 16;
      const factor = zoom || Math.min(1, Math.max(room / width, 0.45));
      svg.setAttribute("width", Math.round(width * factor));
      svg.setAttribute("height", Math.round(svg.viewBox.baseVal.height * factor));
    }
  };
  const current = () => {
    const svg = document.querySelector(".stage svg");
    return svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
  };
  document.getElementById("in").addEventListener("click", () => { zoom = Math.min(3, current() * 1.25); scale(); });
  document.getElementById("out").addEventListener("click", () => { zoom = Math.max(0.1, current() / 1.25); scale(); });
  document.getElementById("fit").addEventListener("click", () => { zoom = 0; scale(); });
  window.addEventListener("resize", scale);
  scale();

  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
})();
