// Recolours the map. All data are in the page, packed; without this script, or where a browser cannot unpack, some
// moments of each scenario stay in view.
"use strict";
(async () => {
  const find = (id) => document.getElementById(id);
  if (!("DecompressionStream" in window)) return;
  const packed = Uint8Array.from(atob(find("map-data").textContent), (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const data = await new Response(unpacked).json();
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
  const colours = data.inks[0];
  const paths = data.wide.map((wide, size) => {
    // The dots of towns, the last class, lie on discs of their own.
    const group = find(size === data.wide.length - 1 ? "map-wards" : "map-dots");
    rings.push(data.ringed[size] ? make(group, "#222", wide + 2.4, "round") : null);
    return colours.map((ink) => make(group, ink, wide, data.caps[size]));
  });
  const chosen = (id) => (find(id) ? Number(find(id).value) : 0);
  const none = colours.length - 1;
  const now = () => {
    const arm = chosen("map-arm");
    const layer = data.layers[chosen("map-layer")];
    const { layout } = data.arms[arm];
    return { arm, layer, layout, ...data.layouts[layout], frame: layer.frames[arm][chosen("map-time")] };
  };

  // The place that is read: the pointer is on it, or arrow keys went there.
  let read = -1;
  const tell = () => {
    const { layer, points, names, called, frame } = now();
    find("map-ring").setAttribute("visibility", read < 0 ? "hidden" : "visible");
    if (read < 0 || read >= frame.length) return;
    find("map-ring").setAttribute("cx", points[2 * read]);
    find("map-ring").setAttribute("cy", points[2 * read + 1]);
    const step = Math.min(frame.charCodeAt(read) - 65, none);
    const [low, high] = layer.ends;
    const edge = (k) => {
      const x = low + ((high - low) * k) / none;
      // The middle of a scale with two sides is nothing, and no rest of rounding.
      return Number((Math.abs(x) < (high - low) * 1e-9 ? 0 : x).toPrecision(2)).toString().replace("-", "\u2212");
    };
    let value = `${edge(step)} to ${edge(step + 1)}`;
    if (step === none) value = "no value";
    else if (step === none - 1) value = `${edge(step)} or more`;
    else if (step === 0 && low !== 0) value = `${edge(1)} or less`;
    find("map-here").textContent = `${names[called[read]] || "A place without a name"}: ${value} (${layer.unit}).`;
  };

  const draw = () => {
    const time = chosen("map-time");
    const { arm, layer, layout, points, classes, frame } = now();
    const inks = data.inks[layer.scale];
    const text = data.wide.map(() => colours.map(() => ""));
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
      of.forEach((path, colour) => {
        path.setAttribute("d", text[size][colour]);
        path.setAttribute("stroke", inks[colour]);
      });
      if (rings[size]) rings[size].setAttribute("d", ring[size]);
    });
    document.querySelectorAll("#map-alive .scale rect").forEach((step, i) => step.setAttribute("fill", inks[i]));
    const title = data.arms[arm].title;
    find("map-name").textContent = `Map: ${layer.label}, ${title}, ${data.times[time]}`;
    find("map-low").textContent = layer.low;
    find("map-high").textContent = layer.high;
    find("map-unit").textContent = layer.unit;
    find("map-now").textContent = data.times[time];
    find("map-time").setAttribute("aria-valuetext", data.times[time]);
    find("map-summary").textContent =
      `${layer.label} (${layer.unit}) in “${title}”, ${data.times[time]}: ${layer.summaries[arm][time]}.`;
    tell();
  };

  const figure = find("map-figure");
  // The mark that lies nearest to a point in the direction that is asked for, if any is near enough.
  const nearest = (x, y, most, isThere) => {
    const { points } = now();
    let best = -1;
    let least = most * most;
    for (let i = 0; i < points.length / 2; i += 1) {
      const [dx, dy] = [points[2 * i] - x, points[2 * i + 1] - y];
      if (dx * dx + dy * dy < least && isThere(dx, dy)) {
        best = i;
        least = dx * dx + dy * dy;
      }
    }
    return best;
  };
  figure.addEventListener("pointermove", (event) => {
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(figure.getScreenCTM().inverse());
    const found = nearest(x, y, 14, () => true);
    if (found < 0 || found === read) return;
    read = found;
    tell();
  });
  const ways = {
    ArrowLeft: (dx, dy) => dx < 0 && Math.abs(dy) <= -dx,
    ArrowRight: (dx, dy) => dx > 0 && Math.abs(dy) <= dx,
    ArrowUp: (dx, dy) => dy < 0 && Math.abs(dx) <= -dy,
    ArrowDown: (dx, dy) => dy > 0 && Math.abs(dx) <= dy,
  };
  figure.addEventListener("keydown", (event) => {
    const way = ways[event.key];
    if (!way) return;
    event.preventDefault();
    const { points } = now();
    const [x, y] = read < 0 ? [300, 300] : [points[2 * read], points[2 * read + 1]];
    const found = nearest(x, y, 1e6, read < 0 ? () => true : way);
    if (found >= 0) read = found;
    tell();
  });

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
