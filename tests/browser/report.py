"""Opens a report in a browser as its readers do: report.py BROWSER REPORT FOLDER WORK.

Every check that fails is a line; the exit code says whether there is one. FOLDER receives screenshots and a PDF,
WORK the browser's own files.
"""

import sys
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

STRUCTURE = """() => {
  const bad = [];
  const levels = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map((h) => Number(h.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) bad.push("there is not one h1");
  if (levels[0] !== 1) bad.push("the first heading is no h1");
  levels.forEach((level, i) => { if (i && level > levels[i - 1] + 1) bad.push(`h${level} follows h${levels[i - 1]}`); });
  if (document.documentElement.lang !== "en") bad.push("the language is not said");
  if (document.querySelectorAll("main").length !== 1) bad.push("there is not one main");
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  if (new Set(ids).size !== ids.length) bad.push("an id is there twice");
  for (const link of document.querySelectorAll('a[href^="#"]'))
    if (!document.getElementById(link.getAttribute("href").slice(1))) bad.push(`${link.href} leads nowhere`);
  for (const image of document.querySelectorAll("img, svg")) {
    if (image.getAttribute("aria-hidden") === "true") continue;
    const title = image.querySelector(":scope > title");
    const named = (image.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id));
    const text = image.alt || (title && title.textContent) || named.map((one) => one && one.textContent).join("");
    if (!text || !text.trim()) bad.push("a picture has no text alternative");
    if (image.tagName === "svg" && image.getAttribute("role") !== "img") bad.push("an svg has no role");
  }
  for (const control of document.querySelectorAll("button"))
    if (!control.textContent.trim()) bad.push(`${control.id} says nothing`);
  for (const control of document.querySelectorAll("input, select, textarea"))
    if (!control.labels || !control.labels.length) bad.push(`${control.id || control.tagName} has no label`);
  for (const table of document.querySelectorAll("table")) {
    if (!table.caption) bad.push("a table has no caption");
    for (const th of table.querySelectorAll("th")) if (!th.scope) bad.push("a th has no scope");
  }
  return bad;
}"""

CONTRAST = """() => {
  const channel = (c) => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const bad = new Set();
  let seen = 0;
  for (const one of document.querySelectorAll("body *")) {
    if (one.closest("svg, script, style") || !one.checkVisibility()) continue;
    const words = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!words) continue;
    seen += 1;
    const [a, b] = [light(parse(getComputedStyle(one).color)), light(ground(one))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) bad.add(`${one.tagName}.${one.className}: contrast ${ratio.toFixed(2)}`);
  }
  if (seen < 50) bad.add(`only ${seen} texts were looked at`);
  return [...bad];
}"""

COLOURS = '() => [...document.querySelectorAll("#map-dots path")].map((path) => path.getAttribute("d")).join("|")'

# Figures that fill a telephone's width without being scrolled have letters that can be read.
SMALL_LETTERS = """() => [...document.querySelectorAll("figure svg text")].filter((text) => {
  const box = text.getBoundingClientRect();
  return box.width > 0 && text.closest(".phone") && box.height < 6.5;
}).length"""

VISIBLE_MAPS = """() => [...document.querySelectorAll("#map-still svg[role=img]")]
  .filter((svg) => svg.checkVisibility() && svg.getBoundingClientRect().width > 80).length"""


class Visit:
    """One way to look at the page; collects what goes wrong."""

    def __init__(self, browser, page_file, name, problems, **context):
        self.name, self.problems = name, problems
        self.context = browser.new_context(**context)
        self.page = self.context.new_page()
        self.address = page_file.as_uri()
        self.page.on("console", lambda message: self.fail(f"console {message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.fail(f"error of the page: {error}"))
        self.page.on("request", self.asked)
        self.page.goto(self.address, wait_until="load")

    def asked(self, request):
        # What is saved from the page comes out of the page.
        if request.url.split("#")[0] != self.address and not request.url.startswith("data:text/csv"):
            self.fail(f"asks for {request.url}")

    def fail(self, problem):
        self.problems.append(f"{self.name}: {problem}")

    def expect(self, is_right, problem):
        if not is_right:
            self.fail(problem)

    def run(self, check):
        for problem in self.page.evaluate(check):
            self.fail(problem)

    def picture(self, folder, **more):
        self.page.screenshot(path=folder / f"{self.name}.png", full_page=True, **more)
        self.context.close()


def move_the_map(visit):
    page = visit.page
    slider, told = page.locator("#map-time"), page.locator("#map-now")
    last = int(slider.get_attribute("max"))
    visit.expect(last >= 2, "the slider has fewer than three moments")
    visit.expect(told.get_attribute("aria-live") == "polite", "the moment is not announced")
    seen = [(page.evaluate(COLOURS), told.inner_text())]
    slider.focus()
    for key, value in [("ArrowRight", 1), ("End", last), ("Home", 0)]:
        page.keyboard.press(key)
        visit.expect(slider.input_value() == str(value), f"{key} leads to {slider.input_value()}")
        visit.expect("month" in told.inner_text(), f"{key}: no month is announced")
        visit.expect(slider.get_attribute("aria-valuetext") == told.inner_text(), f"{key}: the slider says another time")
        seen.append((page.evaluate(COLOURS), told.inner_text()))
    visit.expect(seen[0] == seen[3], "Home does not lead back to where it began")
    for a, b in [(0, 1), (1, 2), (0, 2)]:
        visit.expect(seen[a][0] != seen[b][0], f"the colours of moments {a} and {b} are the same")
        visit.expect(seen[a][1] != seen[b][1], f"moments {a} and {b} are announced alike")
    for choice in ["#map-arm", "#map-layer"]:
        before, summary = page.evaluate(COLOURS), page.locator("#map-summary").inner_text()
        page.locator("#map-time").focus()
        page.keyboard.press("End")
        at_end = page.evaluate(COLOURS)
        page.locator(choice).select_option(index=1)
        visit.expect(page.evaluate(COLOURS) not in (before, at_end), f"{choice} changes no colour")
        visit.expect(page.locator("#map-summary").inner_text() != summary, f"{choice} changes no words")


def play_the_map(visit):
    """By mouse and by key: the years go by, and stop where they are told to."""
    page, button, slider = visit.page, visit.page.locator("#map-play"), visit.page.locator("#map-time")
    slider.focus()
    page.keyboard.press("Home")
    button.click()
    visit.expect(button.get_attribute("aria-pressed") == "true", "play is not told to be on")
    for _ in range(50):
        if slider.input_value() != "0":
            break
        page.wait_for_timeout(100)
    visit.expect(slider.input_value() != "0", "the years do not go by")
    button.focus()
    # A slow machine may have come to the end by itself.
    if button.get_attribute("aria-pressed") == "true":
        page.keyboard.press("Enter")
    visit.expect(button.get_attribute("aria-pressed") == "false", "a key does not stop the years")


def read_the_map(visit):
    """A place by the pointer and by arrow keys, on a map of levels and on one of differences."""
    page, here = visit.page, visit.page.locator("#map-here")
    choices = page.locator("#map-layer option").all_inner_texts()
    differences = [i for i, words in enumerate(choices) if "less the first" in words]
    visit.expect(len(differences) > 0, f"no map of differences among {choices}")
    for layer in [0, *differences[:1]]:
        page.locator("#map-layer").select_option(index=layer)
        page.locator("#map-figure").focus()
        page.keyboard.press("ArrowRight")
        read = [here.inner_text()]
        for key in ["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown", "ArrowRight"]:
            page.keyboard.press(key)
            read.append(here.inner_text())
        visit.expect(len(set(read)) > 1, f"arrow keys lead nowhere: {read}")
        visit.expect(all(":" in words and "NaN" not in words for words in read), f"places are not read: {read}")
        ring = page.locator("#map-ring")
        x, y = float(ring.get_attribute("cx")), float(ring.get_attribute("cy"))
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowUp")
        figure = page.locator("#map-figure")
        box, view = figure.bounding_box(), [float(part) for part in figure.get_attribute("viewBox").split()]
        scale = min(box["width"] / view[2], box["height"] / view[3])
        left = box["x"] + (box["width"] - scale * view[2]) / 2
        top = box["y"] + (box["height"] - scale * view[3]) / 2
        page.mouse.move(left + x * scale, top + y * scale)
        # The dots of a town lie so near each other that the pointer may be on the next.
        place = [words.split(":")[0] for words in (here.inner_text(), read[-1])]
        visit.expect(place[0] == place[1], f"the pointer reads {place[0]} and not {place[1]}")


def open_the_numbers(visit):
    """The numbers of a figure by keys: a table that is seen, and a file with the same rows."""
    page = visit.page
    summary = page.locator(".behind summary").first
    summary.focus()
    page.keyboard.press("Enter")
    table = page.locator(".behind table").first
    visit.expect(table.is_visible(), "the numbers of a figure are not seen")
    with page.expect_download() as waiting:
        page.locator(".behind a[download]").first.click()
    lines = Path(waiting.value.path()).read_text().strip().splitlines()
    rows = table.locator("tbody tr").count()
    visit.expect(rows >= 1 and len(lines) >= rows + 1, f"{len(lines)} lines in the file, {rows} in the table")


def judge(visit):
    """What axe says, at the levels A and AA of WCAG 2.2."""
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    result = Axe().run(visit.page, options={"runOnly": {"type": "tag", "values": rules}})
    for found in result.response["violations"]:
        where = "; ".join(node["html"][:160] for node in found["nodes"][:3])
        visit.fail(f"axe, {found['id']}: {found['help']}: {where}")


def skip(visit):
    visit.page.keyboard.press("Tab")
    focused = 'document.activeElement.getAttribute("href")'
    visit.expect(visit.page.evaluate(focused) == "#main", "the first stop is no skip link")
    box = visit.page.locator(".skip").bounding_box()
    visit.expect(box and box["x"] >= 0, "the skip link is not seen when it has the focus")
    outline = 'getComputedStyle(document.activeElement).outlineStyle'
    visit.expect(visit.page.evaluate(outline) != "none", "the focus is not seen")


def main():
    browser_path, report, folder, work = sys.argv[1], *(Path(path) for path in sys.argv[2:5])
    problems = []
    with sync_playwright() as driver:
        # Its own profile: a temporary one that Playwright makes below WORK and removes.
        browser = driver.chromium.launch(
            executable_path=browser_path, args=FLAGS, headless=True, env={"HOME": str(work), "TMPDIR": str(work)}
        )

        def visit(name, **context):
            return Visit(browser, report, name, problems, **context)

        wide = {"width": 1200, "height": 900}
        light = visit("light", viewport=wide, color_scheme="light")
        skip(light)
        light.run(STRUCTURE)
        light.run(CONTRAST)
        move_the_map(light)
        play_the_map(light)
        read_the_map(light)
        open_the_numbers(light)
        judge(light)
        light.expect(light.page.evaluate(VISIBLE_MAPS) == 0, "the maps for those without scripts are seen too")
        pdf = light.page.pdf(path=folder / "report.pdf", prefer_css_page_size=True)
        pages = pdf.count(b"/Type /Page") - pdf.count(b"/Type /Pages")
        light.expect(pdf.startswith(b"%PDF"), "what is printed is no PDF")
        light.expect(pages >= 2, f"it prints {pages} pages")
        light.page.emulate_media(media="print")
        light.expect(light.page.evaluate(VISIBLE_MAPS) >= 3, "the three maps are not printed")
        light.expect(not light.page.locator("#map-alive").is_visible(), "the slider is printed")
        light.page.emulate_media(media="screen")
        light.picture(folder)

        dark = visit("dark", viewport=wide, color_scheme="dark")
        dark.run(CONTRAST)
        judge(dark)
        dark.expect(
            dark.page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(252, 252, 250)",
            "dark is not dark",
        )
        dark.picture(folder)

        narrow = visit("narrow", viewport={"width": 360, "height": 740})
        across = narrow.page.evaluate("document.documentElement.scrollWidth")
        narrow.expect(across <= 360, f"it scrolls sideways: {across} pixels at 360")
        judge(narrow)
        narrow.expect(
            narrow.page.evaluate(SMALL_LETTERS) == 0, "letters of a figure that is seen are too small to read"
        )
        narrow.picture(folder)

        bare = visit("without-scripts", viewport=wide, java_script_enabled=False)
        shown = bare.page.locator("#map-still svg[role=img]")
        seen = sum(shown.nth(i).is_visible() for i in range(shown.count()))
        bare.expect(seen >= 3, f"{seen} maps are seen without scripts")
        bare.expect(not bare.page.locator("#map-alive").is_visible(), "a slider without a script is seen")
        bare.picture(folder)
        browser.close()
    print("\n".join(problems) or "no problem")
    sys.exit(bool(problems))


main()
