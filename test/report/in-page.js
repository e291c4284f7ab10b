/* What a page is asked in the browser; `page.ts` sends it there. */
globalThis.inPage = {
  faintTexts() {
    for (const one of document.querySelectorAll("details")) one.open = true;
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const parsed = (text) => {
      const found = /rgba?\(([^)]+)\)/
        .exec(text)?.[1]
        ?.split(/[ ,/]+/)
        .map(Number);
      if (found !== undefined) return [found[0] ?? 0, found[1] ?? 0, found[2] ?? 0, found[3] ?? 1];
      if (text === "none" || text === "transparent" || canvas === null) return [0, 0, 0, 0];
      canvas.fillStyle = text;
      canvas.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0, a = 255] = canvas.getImageData(0, 0, 1, 1).data;
      return [r, g, b, a / 255];
    };
    const over = (top, below) => {
      const mix = (i) => top[i] * top[3] + below[i] * (1 - top[3]);
      return [mix(0), mix(1), mix(2), 1];
    };
    const paintOf = (element) => {
      const style = getComputedStyle(element);
      if (!(element instanceof SVGElement)) return parsed(style.backgroundColor);
      if (["svg", "text", "tspan", "line", "g", "desc", "title"].includes(element.tagName))
        return [0, 0, 0, 0];
      const [r, g, b, a] = parsed(style.fill);
      return [r, g, b, a * Number(style.fillOpacity) * Number(style.opacity)];
    };
    const luminance = ([r, g, b]) => {
      const linear = [r, g, b].map((c) =>
        c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
    };
    const contrast = (a, b) => {
      const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
      return (x + 0.05) / (y + 0.05);
    };
    const paper = parsed(getComputedStyle(document.body).backgroundColor);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const faint = [];
    let looked = 0;
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = (node.textContent ?? "").trim();
      const element = node.parentElement ?? node.parentNode;
      if (text === "" || ["STYLE", "title", "desc", "TITLE"].includes(element.tagName)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width === 0 || box.height === 0 || box.right < 0) continue;
      element.scrollIntoView({ block: "center", behavior: "instant" });
      const seen = range.getBoundingClientRect();
      const stack = document.elementsFromPoint(seen.x + seen.width / 2, seen.y + seen.height / 2).reverse();
      let ground = paper;
      for (const one of stack) ground = over(paintOf(one), ground);
      const style = getComputedStyle(element);
      const ink = parsed(element instanceof SVGElement ? style.fill : style.color);
      looked++;
      const found = contrast(over(ink, ground), ground);
      if (found < 4.5) faint.push({ text: text.slice(0, 60), contrast: Math.round(found * 100) / 100 });
    }
    return { looked, faint };
  },
  headings() {
    const all = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")];
    const levels = all.map((one) => Number(one.tagName.slice(1)));
    const skipped = all.flatMap((one, i) =>
      (levels[i] ?? 1) > (levels[i - 1] ?? 0) + 1 ? [one.textContent ?? ""] : [],
    );
    return { levels, skipped };
  },
  outside() {
    const cut = [...document.querySelectorAll("svg.chart")].flatMap((chart) => {
      const own = chart.getBoundingClientRect();
      return [...chart.querySelectorAll("text")].flatMap((text) => {
        const box = text.getBoundingClientRect();
        const isOut =
          box.left < own.left - 2 ||
          box.right > own.right + 2 ||
          box.top < own.top - 2 ||
          box.bottom > own.bottom + 2;
        return isOut ? [`${chart.querySelector("title")?.textContent}: ${text.textContent}`] : [];
      });
    });
    return { overflow: document.documentElement.scrollWidth - window.innerWidth, cut };
  },
  unnamed() {
    const missing = [];
    if (document.documentElement.lang === "") missing.push("the page has no language");
    for (const name of ["main", "header", "nav", "footer"])
      if (document.querySelectorAll(name).length !== 1) missing.push(`not one ${name}`);
    for (const image of document.querySelectorAll("img"))
      if (!image.hasAttribute("alt")) missing.push("an image without alt");
    for (const chart of document.querySelectorAll("svg")) {
      const ids = (chart.getAttribute("aria-labelledby") ?? "").split(" ");
      const said = ids.map((id) => document.getElementById(id)?.textContent ?? "");
      if (chart.getAttribute("role") !== "img" || said.length !== 2 || said.includes(""))
        missing.push("a chart without its name");
    }
    for (const table of document.querySelectorAll("table")) {
      if (table.caption === null || table.caption.textContent === "")
        missing.push("a table without a caption");
      for (const row of table.tBodies[0]?.rows ?? [])
        if (row.cells[0]?.scope !== "row") missing.push("a row without a head");
    }
    if (document.querySelectorAll("script").length > 0) missing.push("there is a script");
    return missing;
  },
  breakable() {
    const isBroken = (one) =>
      one.getBoundingClientRect().height > window.innerHeight ||
      getComputedStyle(one).breakInside !== "avoid";
    return [...document.querySelectorAll("figure")].filter(isBroken).length;
  },
};
