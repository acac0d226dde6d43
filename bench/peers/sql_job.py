"""Runs statements in DuckDB or ClickHouse, as one process: python sql_job.py duckdb|clickhouse STATEMENTS.json THREADS"""

import json
import sys

engine, statements, threads = sys.argv[1:4]
with open(statements) as source:
    statements = json.load(source)

if engine == "duckdb":
    import duckdb

    run = duckdb.connect(":memory:", config={"threads": int(threads)}).execute
else:
    import chdb

    run = chdb.connect(":memory:").query

for statement in statements:
    run(statement)
