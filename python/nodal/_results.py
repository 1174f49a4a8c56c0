"""What commands leave behind: directories with tables, manifest, figures and a page."""

from __future__ import annotations

import csv
import html
import json
import shutil
import weakref
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from . import _nodal
from ._call import call

if TYPE_CHECKING:
    import geopandas
    import pandas


class Folder:
    """A folder that goes, without a word, when the last result that lies in it does."""

    def __init__(self) -> None:
        self.path = Path(mkdtemp(prefix="nodal-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


class Table:
    """A table in memory, for whoever takes Arrow: ``polars.DataFrame(table)``, ``pyarrow.table(table)``, DuckDB.

    ``units`` has the unit of each declared column. What is empty in a file is null, in a column of texts an empty text.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._table = _nodal.Table.read(path)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> Any:
        return self._table.__arrow_c_stream__(requested_schema)

    def __len__(self) -> int:
        return len(self._table)

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
        return self._table.columns

    @property
    def units(self) -> dict[str, str]:
        """Units of declared columns."""
        return self._table.units

    def to_pandas(self) -> pandas.DataFrame:
        """The table as a data frame of pandas.

        Returns
        -------
        pandas.DataFrame, shape (rows, columns)
        """
        import pandas

        read: Any = pandas.DataFrame
        frame: pandas.DataFrame = read.from_arrow(self)
        return frame

    def means(self, metric: str, months: tuple[int, int], by: tuple[str, str] = ("", "")) -> list[float]:
        """Of ``metrics.csv``, or a table of its form: see `Run.means`."""
        return self._table.means(metric, by, months)

    def __repr__(self) -> str:
        return f"<nodal.Table {self.path.name}: {len(self)} rows of {', '.join(self.columns)}>"


class Figures:
    """Figures on the disk, shown where a notebook shows them."""

    def __init__(self, paths: list[Path]) -> None:
        self.paths = paths

    def __iter__(self) -> Iterator[Path]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)

    def __repr__(self) -> str:
        return f"<nodal.Figures {', '.join(path.name for path in self.paths)}>"

    def _repr_html_(self) -> str:
        svg = [path.read_text(encoding="utf-8") for path in self.paths if path.suffix == ".svg"]
        return "".join(f"<div>{one}</div>" for one in svg)


class Results:
    """A directory of results.

    Parameters
    ----------
    directory : path
        Of a finished command.
    """

    #: The table that stands for the whole.
    _main = ""

    def __init__(self, directory: Path, said: str = "", keep: Folder | None = None) -> None:
        self.directory = Path(directory)
        self._said = said
        # Without a directory of one's own the files go when the last hand lets go.
        self._keep = keep

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """``manifest.json``: what was run, by which build, and digests of what came out."""
        told: dict[str, Any] = json.loads((self.directory / "manifest.json").read_text(encoding="utf-8"))
        return told

    @property
    def digest(self) -> str:
        """Digest of all tables: the same on every machine, thread count and directory, and from the command line."""
        return str(self.manifest["digest"])

    def table(self, name: str) -> Table:
        """A table by the name of its file, such as ``"programmes"`` or ``"differences.csv"``.

        Raises
        ------
        FileNotFoundError
            Where there is none.
        """
        path = self.directory / name
        paths = [path] if path.suffix else [path.with_suffix(".csv"), path.with_suffix(".parquet")]
        found = next((one for one in paths if one.is_file()), None)
        if found is None:
            raise FileNotFoundError(f"there is no table {name} in {self.directory}; there are {', '.join(self.tables)}")
        known = self.__dict__.setdefault("_tables", {})
        if found not in known:
            known[found] = Table(found)
        read: Table = known[found]
        return read

    @property
    def tables(self) -> list[str]:
        """Files of its tables."""
        return sorted(p.name for p in self.directory.iterdir() if p.suffix in (".csv", ".parquet"))

    def plot(self, **options: Any) -> Figures:
        """Draws figures into ``plots/`` of the directory; keywords are the options of ``nodal plot``.

        Returns
        -------
        Figures
            Paths of SVG and PNG files.
        """
        place = self.directory / "plots"
        before = {path: path.stat().st_mtime_ns for path in place.glob("*")} if place.is_dir() else {}
        call("plot", [self.directory], options, progress=False)
        drawn = sorted(path for path in place.glob("*") if before.get(path) != path.stat().st_mtime_ns)
        return Figures(drawn)

    def report(self, **options: Any) -> Path:
        """Writes the page ``report.html``; keywords are the options of ``nodal report``.

        Returns
        -------
        Path
            The page.
        """
        return Path(call("report", [self.directory], options, progress=False).strip())

    def reproduce(self, **options: Any) -> str:
        """Asks all of it again from the manifest and compares the bytes; keywords are the options of ``nodal reproduce``.

        Returns
        -------
        str
            What was the same.

        Raises
        ------
        HalfwayError
            Where a file is not what was written, or something else comes out, with what differs.
        """
        return call("reproduce", [self.directory], options, progress=False)

    def __str__(self) -> str:
        return self._said

    def __repr__(self) -> str:
        return f"<nodal.{type(self).__name__} {self.directory}>"

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(self._said)}</pre><p>{html.escape(str(self.directory))}, digest {self.digest[:12]}</p>"


class Run(Results):
    """A run: its tables have a row a replicate, month and what they count (docs/tables.md)."""

    @property
    def metrics(self) -> Table:
        """``metrics.csv``: replicate, month (0 is the start), metric, dimension, level, value, unit."""
        return self.table("metrics.csv")

    @property
    def ledger(self) -> Table:
        """``ledger.csv``: transfers in cents, from account to account, by mode and purpose."""
        return self.table("ledger.csv")

    @property
    def accounts(self) -> Table:
        """``accounts.csv``: balances in cents."""
        return self.table("accounts.csv")

    @property
    def communities(self) -> Table:
        """``communities.parquet``: a row a replicate, community and year."""
        return self.table("communities.parquet")

    @property
    def surveys(self) -> Table:
        """``surveys.csv``: answers as real people give them, with 95 % intervals."""
        return self.table("surveys.csv")

    @property
    def summary(self) -> Table:
        """``summary.csv``: means over replicates by year, with 95 % intervals."""
        return self.table("summary.csv")

    def means(self, metric: str, months: tuple[int, int], by: tuple[str, str] = ("", "")) -> list[float]:
        """Means of a metric over months, a value a replicate: what comparisons are made of.

        Parameters
        ----------
        metric : str
            A metric.
        months : (int, int)
            First and last month.
        by : (str, str)
            Dimension and level, such as ``("origin", "feud")``; the total without.

        Returns
        -------
        list of float, length replicates
            In the unit of the metric; NaN where it is not defined in any of these months.

        Raises
        ------
        KeyError
            Where the table has none of it.
        """
        return self.metrics.means(metric, months, by)

    def geography(self) -> geopandas.GeoDataFrame:
        """The communities as points, for geopandas where it is installed.

        Returns
        -------
        geopandas.GeoDataFrame
            ``communities`` with ``geometry``: longitude and latitude in degrees of a real country, else kilometres.
        """
        import geopandas

        frame = self.communities.to_pandas()
        is_real = "longitude" in frame and frame["longitude"].notna().any()
        x, y = ("longitude", "latitude") if is_real else ("x", "y")
        points = geopandas.points_from_xy(frame[x], frame[y])
        return geopandas.GeoDataFrame(frame, geometry=points, crs="EPSG:4326" if is_real else None)


class Comparison(Results):
    """Scenarios beside the first, replicate by replicate."""

    @property
    def comparison(self) -> Table:
        """``comparison.csv``: difference of each scenario with its paired 95 % interval and verdict."""
        names = [name for name in self.tables if name.startswith("comparison")]
        return self.table("comparison.csv" if "comparison.csv" in names else names[0])

    @property
    def runs(self) -> dict[str, Run]:
        """The runs that were compared, by the names of their scenarios."""
        found = sorted((self.directory / "runs").rglob("manifest.json"))
        return {path.parent.relative_to(self.directory / "runs").as_posix(): Run(path.parent, keep=self._keep) for path in found}


class Sweep(Results):
    """A study: scenarios at every point of a design."""

    @property
    def results(self) -> Table:
        """``results.csv``: a row a run and metric, with a column a parameter."""
        return self.table("results.csv")

    @property
    def differences(self) -> Table:
        """``differences.csv``, of a study with a baseline: a row a point, scenario and metric."""
        return self.table("differences.csv")


class Sensitivity(Sweep):
    """A sensitivity study."""

    @property
    def indices(self) -> Table:
        """``sensitivity.csv``: indices by metric and parameter, with 95 % bootstrap intervals."""
        return self.table("sensitivity.csv")


class Calibration(Results):
    """What facts and targets rule out."""

    @property
    def targets(self) -> Table:
        """``targets.csv``: what is aimed at, and what comes out."""
        return self.table("targets.csv")

    @property
    def waves(self) -> Table:
        """``waves.csv``: what each wave left."""
        return self.table("waves.csv")

    @property
    def depth(self) -> Table:
        """``depth.csv``: optical depth, the share that is left of points with two values, for pairs of parameters."""
        return self.table("depth.csv")

    @property
    def ensemble(self) -> Path:
        """``ensemble.csv``: weighted sets of parameters, which ``ensemble=`` of every command takes."""
        return self.directory / "ensemble.csv"


class Decision(Results):
    """Options of equal money in the same worlds: what they do, and when each fails."""

    @property
    def front(self) -> Table:
        """``front.csv``: a row a scenario and outcome, with differences from the baseline and shares of worlds."""
        return self.table("front.csv")

    @property
    def regret(self) -> Table:
        """``regret.csv``: what a scenario loses where another would have been best."""
        return self.table("regret.csv")

    @property
    def conditions(self) -> Table:
        """``conditions.csv``: when an option fails, as limits on what is not known, and in words."""
        return self.table("conditions.csv")

    @property
    def portfolio(self) -> Table:
        """``portfolio.csv``, of a study with ``[portfolio]``: mixtures of options."""
        return self.table("portfolio.csv")

    @property
    def findings(self) -> Table:
        """``findings.csv``: what it would be worth to know a parameter before choosing."""
        return self.table("findings.csv")

    @property
    def worlds(self) -> Table:
        """``worlds.csv``: a row a world, scenario or portfolio, and outcome."""
        return self.table("worlds.csv")

    @property
    def page(self) -> str:
        """``decision.md``: all of it to read, as Markdown."""
        return (self.directory / "decision.md").read_text(encoding="utf-8")

    def _repr_html_(self) -> str:
        return f"{self._front_html()}{self._conditions_html()}<p>{html.escape(str(self.directory))}, digest {self.digest[:12]}</p>"

    def _front_html(self) -> str:
        """Differences of options from the baseline, and the share of worlds in which each is better."""
        heads = ("option", "outcome", "difference", "95 %", "better in", "unit")
        rows = [
            (
                row["option"],
                row["outcome"],
                f"{float(row['difference']):+.3g}",
                f"{float(row['difference_low']):+.3g} to {float(row['difference_high']):+.3g}"
                if row["difference_low"]
                else "",
                f"{float(row['better']):.0%} of {row['worlds']} worlds" if row["better"] else "",
                row["unit"],
            )
            for row in _rows(self.directory / "front.csv")
            if row["difference"]
        ]
        return _html_table(heads, rows)

    def _conditions_html(self) -> str:
        """When options fail, in words, where that is shown."""
        told = dict.fromkeys(
            (row["option"], row["outcome"], row["fails"], row["words"])
            for row in _rows(self.directory / "conditions.csv")
            if row["parameter"]
        )
        return _html_table(("option", "outcome", "fails", "when"), list(told)) if told else ""


class Facts(Results):
    """The model beside the facts."""

    @property
    def facts(self) -> Table:
        """``facts.csv``: target, value and interval of each fact, and whether it is inside."""
        return self.table("facts.csv")


class Claims(Results):
    """What the paper says would come out."""

    @property
    def claims(self) -> Table:
        """``claims.csv``: a verdict a claim."""
        return self.table("claims.csv")

    @property
    def outcomes(self) -> Table:
        """``claims_outcomes.csv``: each outcome with its interval, and without the carrier."""
        return self.table("claims_outcomes.csv")

    @property
    def arms(self) -> Table:
        """``claims_arms.csv``: what the programmes of each arm were granted and used."""
        return self.table("claims_arms.csv")


def _rows(path: Path) -> list[dict[str, str]]:
    """Rows of a small table, as they are written."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _html_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table for notebooks."""

    def line(cells: Sequence[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    return f"<table>{line(heads, 'th')}{''.join(line(row, 'td') for row in rows)}</table>"
