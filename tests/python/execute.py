"""Executes a notebook where it lies, with the sizes that its metadata call `reduced`; `--whole` leaves them. Says cell and
error, or what a cell wrote to stderr, and exits 1."""

import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

# Longer than any cell should take on a busy machine; a cell that hangs must not hang the tests.
SECONDS_A_CELL = 300


def plain(text):
    """Text without the colours of a terminal."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def beside_bars(text):
    """Text without bars that say how far something is."""
    return "\n".join(line for line in re.split(r"[\r\n]", text) if line.strip() and not re.search(r"\d+%\|.*\|", line))


def reduce(notebook):
    """Sets the sizes of the tests behind the cell that sets those of the reader."""
    sizes = notebook.metadata["reduced"]
    (at,) = (at for at, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", []))
    notebook.cells.insert(at + 1, nbformat.v4.new_code_cell(sizes, id="reduced"))


def execute(path, is_whole):
    """Problems of the cells of a notebook, in order: the first error, else all that was written to stderr."""
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    if not is_whole:
        reduce(notebook)
    place = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(notebook, timeout=SECONDS_A_CELL, kernel_name="python3", resources=place)
    problems = []
    try:
        client.execute()
    except CellExecutionError as error:
        problems.append(plain(str(error)))
    figures = 0
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr" and beside_bars(output.text):
                problems.append(f"cell {cell.id} wrote to stderr: {plain(output.text)}")
            figures += "image/png" in output.get("data", {})
    if not problems and figures == 0:
        problems.append("no cell drew a figure")
    return problems


if __name__ == "__main__":
    found = execute(Path(sys.argv[1]).resolve(), "--whole" in sys.argv[2:])
    print("\n".join(found))
    sys.exit(bool(found))
