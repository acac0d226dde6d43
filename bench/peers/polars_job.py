"""The bench's work for polars, as one process: python polars_job.py FILE OUT SHAPE.json THREADS

It has no SHA-256: ids are hashed by Python, one by one.
"""

import json
import os
import sys

file, out, shape, threads = sys.argv[1:5]
os.environ["POLARS_MAX_THREADS"] = threads

from hashlib import sha256  # noqa: E402

import polars as pl  # noqa: E402

with open(shape) as text:
    shape = json.load(text)

TIMES = shape.get("times", "%Y-%m-%dT%H:%M:%S")
EVERYBODY = shape.get("policy") == "everybody"
FIRST_LINE = 1 if shape.get("ending") == "parquet" else 2
FLAGS = ["", "true", "false", "yes", "no", "y", "n", "t", "f", "1", "0"]
PRICED = pl.lit(True) if EVERYBODY else pl.col("service") == "emoticon-plus"


def read():
    """The rows in their order, all cells as text, with the number of each."""
    is_folder = "files" in shape
    options = {
        "infer_schema": False,
        "empty_string_is_null": False,
        "separator": ";" if shape.get("isKorean") else ",",
    }
    path = f"{file}/*" if is_folder else file
    encoding = shape.get("encoding", "utf-16" if shape.get("isUtf16") else None)
    if shape.get("ending") == "parquet":
        rows = pl.scan_parquet(path)
    elif encoding is not None:
        rows = pl.read_csv(path, encoding=encoding, **options).lazy()
    elif is_folder:
        rows = pl.scan_csv(path, include_file_paths="source", **options)
        rows = rows.with_columns(pl.col("source").str.extract(r"([^/]*?)(?:\.gz)?$").cast(pl.Categorical))
    else:
        rows = pl.scan_csv(path, **options)
    if shape.get("isKorean"):
        words = {theirs: word for word, theirs in shape["words"]}
        rows = rows.rename(shape["names"]).with_columns(
            pl.col("service", "channel", "status", "auto_renew").replace(words),
            pl.col("price").str.replace_all(",", "", literal=True).str.strip_suffix("원"),
        )
    rows = rows.with_row_index("place")
    if not is_folder:
        name = os.path.basename(file).removesuffix(".gz")
        return rows.with_columns(source=pl.lit(name), line=pl.col("place") + FIRST_LINE)
    return rows.with_columns(line=pl.int_range(pl.len(), dtype=pl.UInt32).over("source") + FIRST_LINE)


def when(condition, code):
    return pl.when(condition).then(pl.lit(code))


starts, ends = pl.col("starts"), pl.col("ends")
held_until = ends.dt.offset_by("1d") if TIMES == "%Y%m%d" else ends
held = (starts < pl.datetime(2022, 10, 20, 23)) & (held_until > pl.datetime(2022, 10, 15, 15, 30))
is_ours = pl.col("service").is_in(["melon", "emoticon-plus"]) & pl.col("channel").is_in(["web", "apple", "google"])
outcome = (
    pl.lit("both")
    if EVERYBODY
    else pl.when(~is_ours)
    .then(pl.lit("no_rule"))
    .when((pl.col("service") == "emoticon-plus") & (pl.col("status") == "refunded"))
    .then(pl.lit("excluded"))
    .when(~held.fill_null(False))
    .then(pl.lit("not_held"))
    .when(pl.col("service") == "melon")
    .then(pl.lit("extended"))
    .otherwise(pl.lit("credited"))
)
FAULTS = [
    when(pl.col("subscription_id") == "", "id-empty"),
    when(pl.col("user_id") == "", "user-empty"),
    when(pl.col("service") == "", "service-empty"),
    when(starts.is_null() & (pl.col("started_at") != ""), "time-invalid"),
    when(ends.is_null() & (pl.col("next_billing_at") != ""), "time-invalid"),
    when(ends < starts, "ends-before-start"),
    when(PRICED & ~pl.col("price").str.contains("^[0-9]{0,15}$"), "price-invalid"),
    when(PRICED & ~pl.col("currency").is_in(["", "KRW"]), "currency-unknown"),
    when(~pl.col("auto_renew").str.to_lowercase().is_in(FLAGS), "flag-invalid"),
]



def time_of(column):
    if TIMES == "%Y%m%d":
        return pl.col(column).str.to_date(TIMES, strict=False).cast(pl.Datetime)
    return pl.col(column).str.to_datetime(TIMES, strict=False)


rows = (
    read()
    .with_columns(starts=time_of("started_at"), ends=time_of("next_billing_at"))
    .with_columns(outcome=outcome.cast(pl.Categorical), codes=pl.concat_str(FAULTS, separator="; ", ignore_nulls=True))
    .collect(engine="streaming")
)

# Rows that stand more than once: the same cells are duplicates, other cells a conflict.
IDENTITY = ["service", "subscription_id"]
content = pl.struct(pl.exclude("place", "source", "line", "starts", "ends", "outcome", "codes", *IDENTITY))
several = (
    rows.filter(rows.select(pl.struct(IDENTITY).hash().is_duplicated()).to_series())
    .with_columns(copies=pl.len().over(IDENTITY), contents=content.n_unique().over(IDENTITY))
    .filter(pl.col("copies") > 1)
    .with_columns(is_first=pl.col("place") == pl.col("place").min().over(IDENTITY))
)
contradicting = several.filter(pl.col("contents") > 1)["place"]
duplicate = several.filter((pl.col("contents") == 1) & ~pl.col("is_first"))["place"]
contradicts = pl.col("place").is_in(contradicting.implode())
is_duplicate = pl.col("place").is_in(duplicate.implode())
wrong = rows.filter((pl.col("codes") != "") | contradicts)
sound = rows.filter((pl.col("codes") == "") & ~contradicts & ~is_duplicate)


def head(given, layer, rule, action):
    ids = [
        sha256(f"bench\0{layer}\0subscription\0{service}\0{id}\0".encode()).hexdigest()[:32]
        for service, id in zip(given["service"], given["subscription_id"])
    ]
    return [
        pl.Series("compensation_id", ids, dtype=pl.String),
        pl.lit(rule).alias("rule"),
        pl.lit(action).alias("action"),
        pl.lit("subscription").alias("record"),
        pl.col("subscription_id").alias("record_id"),
        *["user_id", "service", "channel"],
    ]


def tail(notes):
    return [
        pl.lit("bench").alias("outage"),
        pl.lit("2022-10-19").alias("policy_revision"),
        *["source", "line"],
        notes.alias("notes"),
    ]


extended = sound.filter(pl.col("outcome").is_in(["extended", "both"]))
layer, rule = ("time", "days") if EVERYBODY else ("default", "melon")
new_end = ends + pl.duration(days=3)
dead = new_end <= pl.datetime(2022, 10, 21, 11)
extended.select(
    *head(extended, layer, rule, "extend"),
    pl.lit("next_billing_at").alias("field"),
    pl.col("next_billing_at").alias("old_value"),
    new_end.dt.strftime(TIMES).alias("new_value"),
    pl.lit("3 days").alias("extended_by"),
    *tail(when(dead, "dead-on-arrival; moves-charge").otherwise(pl.lit("moves-charge"))),
).write_csv(f"{out}/adjusted-expiry.csv")

# An end at 23:59:00 or 23:59:59 lasts through its day.
clock = ends.dt.time()
until_midnight = when(clock == pl.time(23, 59, 59), 1).when(clock == pl.time(23, 59, 0)).then(pl.lit(60)).otherwise(0)
period, price = pl.col("period"), pl.col("price").cast(pl.Int64)
credited = (
    sound.filter(pl.col("outcome").is_in(["credited", "both"]))
    .with_columns(period=(ends - starts).dt.total_seconds() + until_midnight)
    .with_columns(amount=pl.min_horizontal((price * 72 * 3600 + period - 1) // period, price))
    .filter(pl.col("amount") > 0)
)
layer, rule = ("apology", "sorry") if EVERYBODY else ("default", "emoticon-plus")
rest = when(period % 3600 == 1, " 1 second").when(period % 3600 == 60).then(pl.lit(" 1 minute")).otherwise(pl.lit(""))
hours = period // 3600
basis = pl.format("{} {} x 72 hours / {} hours{}, up to 1 KRW", "price", "currency", hours, rest)
credited.select(
    *head(credited, layer, rule, "credit"),
    *["amount", "currency"],
    basis.alias("basis"),
    *tail(pl.lit(None, dtype=pl.String)),
).write_csv(f"{out}/refund-credit.csv")

codes = pl.concat_str(
    pl.when(pl.col("codes") != "").then(pl.col("codes")),
    when(contradicts, "duplicate-conflict"),
    separator="; ",
    ignore_nulls=True,
)
wrong.select(
    pl.exclude("place", "source", "line", "starts", "ends", "outcome", "codes"),
    codes.alias("_code"),
    pl.col("line").alias("_line"),
).write_csv(f"{out}/rejects.csv")

outcomes = sound["outcome"]
summary = {
    "read": len(rows),
    "extended": len(extended),
    "credited": len(credited),
    "credit": int(credited["amount"].sum()),
    "rejected": len(wrong),
    "duplicates": int((rows.filter(is_duplicate)["codes"] == "").sum()),
    "no_rule": int((outcomes == "no_rule").sum()),
    "excluded": int((outcomes == "excluded").sum()),
    "not_held": int((outcomes == "not_held").sum()),
}
with open(f"{out}/summary.json", "w") as sink:
    json.dump(summary, sink)
