"""Reads casus's exports back as their users do: with pandas and with DuckDB.

Usage: read_back.py FOLDER, where FOLDER holds gdelt2, gdelt2-mentions, phoenix, petrarch2, icews, polecat, plover, csv (a file
each) and parquet (a folder), all made of the same reports. Every check that fails is printed; the exit code is their number.
"""

import csv
import datetime
import json
import sys
from pathlib import Path

import duckdb
import pandas as pd

# The columns that readers of GDELT 2.0 events give to its rows, which have no header.
ACTOR = ["Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code"]
PLACE = ["Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"]
GDELT2 = (
    ["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"]
    + [f"Actor{n}{c}" for n in (1, 2) for c in ACTOR]
    + ["IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"]
    + ["NumMentions", "NumSources", "NumArticles", "AvgTone"]
    + [f"{who}Geo_{c}" for who in ("Actor1", "Actor2", "Action") for c in PLACE]
    + ["DATEADDED", "SOURCEURL"]
)
MENTIONS = [
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier", "SentenceID",
    "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone",
    "MentionDocTranslationInfo", "Extras",
]
PHOENIX = [
    "EventID", "Date", "Year", "Month", "Day", "SourceActorFull", "SourceActorEntity", "SourceActorRole", "SourceActorAttribute",
    "TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute", "EventCode", "EventRootCode", "QuadClass",
    "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName", "StateName", "CountryName", "SentenceID", "URLs", "NewsSources",
]
POLECAT_QUADS = {"VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"}

failures = []


def check(what, got, want):
    """Notes a difference."""
    if got != want:
        failures.append(f"{what}: got {got!r}, want {want!r}")


def read_gdelt(folder):
    """pandas reads events and mentions as readers of GDELT do: by position, codes as text."""
    codes = {c: str for c in GDELT2 if c.endswith("Code")}
    events = pd.read_csv(folder / "gdelt2", sep="\t", header=None, names=GDELT2, dtype=codes, index_col=False)
    check("gdelt2 columns", len(GDELT2), 61)
    with open(folder / "gdelt2", encoding="utf-8") as f:
        check("gdelt2 widths", {line.count("\t") + 1 for line in f}, {61})
    check("gdelt2 id", str(events["GLOBALEVENTID"].dtype), "int64")
    check("gdelt2 ids unique", events["GLOBALEVENTID"].is_unique, True)
    check("gdelt2 ids exact as float", (events["GLOBALEVENTID"].astype(float).astype("int64") == events["GLOBALEVENTID"]).all(), True)
    check("gdelt2 quads", set(events["QuadClass"]) <= {1, 2, 3, 4}, True)
    check("gdelt2 scale", events["GoldsteinScale"].between(-10, 10).all(), True)
    check("gdelt2 roots", (events["EventRootCode"] == events["EventCode"].str[:2]).all(), True)
    days = pd.to_datetime(events["SQLDATE"], format="%Y%m%d")
    check("gdelt2 months", (days.dt.strftime("%Y%m").astype(int) == events["MonthYear"]).all(), True)
    check("gdelt2 fractions", (events["FractionDate"].astype(int) == events["Year"]).all(), True)
    pd.to_datetime(events["DATEADDED"], format="%Y%m%d%H%M%S")
    check("gdelt2 no denials", events[events["EventCode"] == "180"].shape[0], 0)
    mentions = pd.read_csv(folder / "gdelt2-mentions", sep="\t", header=None, names=MENTIONS, index_col=False)
    check("mentions of events", set(mentions["GLOBALEVENTID"]) == set(events["GLOBALEVENTID"]), True)
    check("mentions confidence", mentions["Confidence"].between(0, 100).all(), True)
    return len(events)


def read_cameo_family(folder, rows):
    """Phoenix and PETRARCH2 have a row for each of GDELT's."""
    phoenix = pd.read_csv(folder / "phoenix", sep="\t", header=None, names=PHOENIX, dtype=str, keep_default_na=False, index_col=False)
    check("phoenix rows", len(phoenix), rows)
    check("phoenix quads", set(phoenix["QuadClass"]) <= set("01234"), True)
    check("phoenix entity begins its code", all(f.startswith(e) for f, e in zip(phoenix["SourceActorFull"], phoenix["SourceActorEntity"])), True)
    with open(folder / "petrarch2", encoding="utf-8") as f:
        petrarch = list(csv.reader(f, delimiter="\t"))
    check("petrarch2 rows", len(petrarch), rows)
    check("petrarch2 widths", {len(r) for r in petrarch} <= {10, 11}, True)
    check("petrarch2 days", all(datetime.datetime.strptime(r[0], "%Y%m%d") for r in petrarch), True)


def read_icews(folder):
    """ICEWS is read without quotes, codes as text."""
    icews = pd.read_csv(folder / "icews", sep="\t", dtype={"CAMEO Code": str, "Event ID": str}, quoting=csv.QUOTE_NONE, parse_dates=["Event Date"])
    check("icews columns", len(icews.columns), 20)
    check("icews ids unique", icews["Event ID"].is_unique, True)
    check("icews codes", icews["CAMEO Code"].str.fullmatch(r"\d{3,4}").all(), True)
    check("icews days", str(icews["Event Date"].dtype).startswith("datetime64"), True)
    visits = icews[icews["CAMEO Code"].isin(["042", "043"])]
    check("icews visits in both directions", set(zip(visits["Source Name"], visits["Target Name"])) == set(zip(visits["Target Name"], visits["Source Name"])), True)


def read_polecat(folder):
    """POLECAT is read row by row with the csv module, in Latin-1, and rows with "None" are skipped; or by DuckDB."""
    with open(folder / "polecat", encoding="ISO-8859-1") as f:
        rows = list(csv.reader(f, delimiter="\t"))
    check("polecat columns", {len(r) for r in rows}, {40})
    head = rows[0]
    check("polecat order", [head[i] for i in (0, 1, 2, 7, 15)], ["Event ID", "Event Date", "Event Type", "Actor Name", "Recipient Name"])
    usable = 0
    for row in rows[1:]:
        if "None" in (row[1], row[2], row[7], row[15]):
            continue
        datetime.datetime.strptime(row[1], "%Y-%m-%d")
        usable += 1
    check("polecat has dyads", usable > 0, True)
    check("polecat has no empty cells", any("" in r for r in rows), False)
    table = pd.read_csv(folder / "polecat", sep="\t", na_values=["None"], keep_default_na=False, dtype=str)
    check("polecat quads", set(table["Quad Code"]) <= POLECAT_QUADS, True)
    check("polecat numbers", pd.to_numeric(table["Intensity"]).between(-10, 10).all(), True)
    cow = table["Actor COW"].dropna().str.split("; ").explode()
    check("polecat COW codes", cow.str.fullmatch(r"\d{1,3}").all(), True)


def read_flat(folder):
    """The flat table is the same as CSV and as Parquet, in pandas and in DuckDB."""
    with open(folder / "plover", encoding="utf-8") as f:
        records = [json.loads(line) for line in f]
    table = pd.read_csv(folder / "csv", dtype={"cameo": str}, parse_dates=["published", "date"])
    check("csv rows", len(table), len(records))
    check("csv ids", list(table["id"]), [r["id"] for r in records])
    check("csv types", list(table["type"]), [r["event"][0] for r in records])
    parquet = pd.read_parquet(folder / "parquet")
    check("parquet rows", len(parquet), len(records))
    check("parquet columns", [c for c in parquet.columns if c != "dir0"], list(table.columns))
    lists = parquet.set_index("id")["actor_code"].map(list).to_dict()
    check("parquet lists", lists, {r["id"]: [a["code"] for a in r["actor"]] for r in records})
    db = duckdb.connect()
    files = f"read_parquet('{folder}/parquet/*/*.parquet')"
    got = db.sql(f"SELECT count(*), count(DISTINCT id), min(date), max(date) FROM {files}").fetchone()
    days = sorted(r["date"] for r in records if "date" in r)
    check("duckdb", [got[0], got[1], str(got[2]), str(got[3])], [len(records), len(records), days[0], days[-1]])
    dyads = db.sql(f"SELECT count(*) FROM {files} WHERE list_contains(actor_code, 'RUS') AND factuality = 'denied'").fetchone()
    check("duckdb lists", dyads[0], sum(any(a["code"] == "RUS" for a in r["actor"]) and "negation" in r["auxiliary"] for r in records))
    for name in ("gdelt2", "phoenix", "icews", "polecat"):
        with open(folder / name, encoding="utf-8") as f:
            lines = sum(1 for _ in f)
        header = name in ("icews", "polecat")
        n = db.sql(f"SELECT count(*) FROM read_csv('{folder / name}', delim='\t', quote='', escape='', header={header}, all_varchar=true)").fetchone()[0]
        check(f"duckdb reads {name}", n, lines - header)


def main():
    """Runs all checks."""
    folder = Path(sys.argv[1])
    rows = read_gdelt(folder)
    read_cameo_family(folder, rows)
    read_icews(folder)
    read_polecat(folder)
    read_flat(folder)
    for f in failures:
        print(f)
    print(f"{len(failures)} failures; pandas {pd.__version__}, DuckDB {duckdb.__version__}, {rows} GDELT rows")
    sys.exit(min(len(failures), 100))


main()
