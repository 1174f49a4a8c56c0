// Recolours the map. All data are in the page; without this script three moments of each scenario stay in view.
"use strict";
(() => {
  const find = (id) => document.getElementById(id);
  const data = JSON.parse(find("map-data").textContent);
  const make = (group, colour, wide, cap) => {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("stroke", colour);
    path.setAttribute("stroke-width", wide);
    path.setAttribute("stroke-linecap", cap);
    group.append(path);
    return path;
  };
  // For each size: the rings of real places, then a path for each colour.
  const rings = [];
  const paths = data.wide.map((wide, size) => {
    // The dots of towns, the last class, lie on discs of their own.
    const group = find(size === data.wide.length - 1 ? "map-wards" : "map-dots");
    rings.push(data.ringed[size] ? make(group, "#222", wide + 2.4, "round") : null);
    return data.inks.map((ink) => make(group, ink, wide, data.caps[size]));
  });
  const chosen = (id) => (find(id) ? Number(find(id).value) : 0);
  const none = data.inks.length - 1;

  const draw = () => {
    const arm = chosen("map-arm");
    const layer = data.layers[chosen("map-layer")];
    const time = chosen("map-time");
    const { layout } = data.arms[arm];
    const { points, classes } = data.layouts[layout];
    const frame = layer.frames[arm][time];
    const text = data.wide.map(() => data.inks.map(() => ""));
    const ring = data.wide.map(() => "");
    for (let i = 0; i < frame.length; i += 1) {
      const size = Number(classes[i]);
      const colour = Math.min(frame.charCodeAt(i) - 65, none);
      const dot = `M${points[2 * i]} ${points[2 * i + 1]}h0`;
      text[size][colour] += dot;
      ring[size] += dot;
    }
    for (const part of ["ground", "discs", "names"]) find(`map-${part}`).setAttribute("href", `#map-${part}-${layout}`);
    paths.forEach((of, size) => {
      of.forEach((path, colour) => path.setAttribute("d", text[size][colour]));
      if (rings[size]) rings[size].setAttribute("d", ring[size]);
    });
    const title = data.arms[arm].title;
    find("map-name").textContent = `Map: ${layer.label}, ${title}, ${data.times[time]}`;
    find("map-low").textContent = layer.low;
    find("map-high").textContent = layer.high;
    find("map-unit").textContent = layer.unit;
    find("map-now").textContent = data.times[time];
    find("map-time").setAttribute("aria-valuetext", data.times[time]);
    find("map-summary").textContent =
      `${layer.label} (${layer.unit}) in “${title}”, ${data.times[time]}: ${layer.summaries[arm][time]}.`;
  };

  for (const id of ["map-arm", "map-layer", "map-time"]) {
    if (find(id)) find(id).addEventListener("input", draw);
  }
  // Plays from where the slider stands, from the start where it stands at the end; another press or the end stops it.
  const play = find("map-play");
  const slider = find("map-time");
  let timer = null;
  const stop = () => {
    clearInterval(timer);
    timer = null;
    play.setAttribute("aria-pressed", "false");
  };
  play.addEventListener("click", () => {
    if (timer !== null) return stop();
    if (slider.value === slider.max) slider.value = slider.min;
    play.setAttribute("aria-pressed", "true");
    draw();
    timer = setInterval(() => {
      slider.value = Number(slider.value) + 1;
      draw();
      if (slider.value === slider.max) stop();
    }, 900);
    return undefined;
  });

  find("map-alive").hidden = false;
  document.documentElement.classList.add("has-script");
  draw();
})();
