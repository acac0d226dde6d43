-- The bench's policy for DuckDB. $FILE, $SOURCE and $OUT are filled in by duckdb-job.js, which runs one statement after the other.
--
-- One scan of the file; the table keeps the file's order, so that rowid + 2 is the line (no cell has a newline). Of the
-- ways that were tried this is the fastest that does all of it: see docs/PERFORMANCE.md. A long IN list would become a
-- join and lose the order, hence the CASE over auto_renew.
CREATE TABLE rows AS
SELECT * EXCLUDE (starts, ends),
  -- The common case first: only what fails it is looked at closely.
  (CASE WHEN subscription_id <> '' AND user_id <> '' AND service <> '' AND starts <= ends AND currency = 'KRW'
      AND auto_renew = 'true' AND regexp_full_match(price, '[0-9]{1,15}') THEN 0
    ELSE
      CASE WHEN subscription_id = '' THEN 1 ELSE 0 END
      + CASE WHEN user_id = '' THEN 2 ELSE 0 END
      + CASE WHEN service = '' THEN 4 ELSE 0 END
      + CASE WHEN starts IS NULL AND started_at <> '' THEN 8 ELSE 0 END
      + CASE WHEN ends IS NULL AND next_billing_at <> '' THEN 16 ELSE 0 END
      + CASE WHEN ends < starts THEN 32 ELSE 0 END
      + CASE WHEN price <> '' AND NOT regexp_full_match(price, '[0-9]{1,15}') THEN 64 ELSE 0 END
      + CASE WHEN currency <> '' AND currency <> 'KRW' THEN 128 ELSE 0 END
      + CASE lower(auto_renew)
          WHEN '' THEN 0 WHEN 'true' THEN 0 WHEN 'yes' THEN 0 WHEN 'y' THEN 0 WHEN 't' THEN 0 WHEN '1' THEN 0
          WHEN 'false' THEN 0 WHEN 'no' THEN 0 WHEN 'n' THEN 0 WHEN 'f' THEN 0 WHEN '0' THEN 0 ELSE 256 END
    END)::USMALLINT AS faults,
  (CASE
    WHEN service NOT IN ('melon', 'emoticon-plus') OR channel NOT IN ('web', 'apple', 'google') THEN 0  -- no rule
    WHEN service = 'emoticon-plus' AND status = 'refunded' THEN 1                                       -- excluded
    WHEN coalesce(starts < TIMESTAMP '2022-10-20 23:00' AND ends > TIMESTAMP '2022-10-15 15:30', false)
      THEN CASE service WHEN 'melon' THEN 3 ELSE 4 END                                                  -- extend, credit
    ELSE 2                                                                                              -- not held
  END)::UTINYINT AS outcome
FROM (
  SELECT *, try_cast(started_at AS TIMESTAMP) AS starts, try_cast(next_billing_at AS TIMESTAMP) AS ends
  FROM read_csv('$FILE', header = true, auto_detect = false, all_varchar = true,
    delim = ',', quote = '"', escape = '"', nullstr = chr(0),
    columns = {subscription_id: 'VARCHAR', user_id: 'VARCHAR', service: 'VARCHAR', plan: 'VARCHAR', channel: 'VARCHAR',
      status: 'VARCHAR', price: 'VARCHAR', currency: 'VARCHAR', started_at: 'VARCHAR', next_billing_at: 'VARCHAR',
      auto_renew: 'VARCHAR'})
);

-- Which identities stand more than once: by hash first, then exactly, over the few that are left.
CREATE TABLE suspects AS
SELECT identity FROM (SELECT hash(service, subscription_id) AS identity FROM rows)
GROUP BY identity HAVING count(*) > 1;

CREATE TABLE standing AS
WITH seen AS (
  SELECT rowid + 2 AS line, * EXCLUDE (faults, outcome) FROM rows
  WHERE hash(service, subscription_id) IN (SELECT identity FROM suspects)
), compared AS (
  SELECT *, count(*) OVER same AS copies, min(line) OVER same AS first_line,
    count(DISTINCT (user_id, plan, channel, status, price, currency, started_at, next_billing_at, auto_renew))
      OVER same AS contents
  FROM seen WINDOW same AS (PARTITION BY service, subscription_id)
)
SELECT *, contents > 1 AS contradicts FROM compared WHERE copies > 1 AND (contents > 1 OR line > first_line);

COPY (
  SELECT left(sha256(concat('bench', chr(0), 'default', chr(0), 'subscription', chr(0), service, chr(0),
      subscription_id, chr(0))), 32) AS compensation_id,
    'melon' AS rule, 'extend' AS action, 'subscription' AS record, subscription_id AS record_id, user_id, service,
    channel, 'next_billing_at' AS field, next_billing_at AS old_value,
    strftime(next_billing_at::TIMESTAMP + INTERVAL 3 DAY, '%Y-%m-%dT%H:%M:%S') AS new_value, '3 days' AS extended_by,
    'bench' AS outage, '2022-10-19' AS policy_revision, '$SOURCE' AS source, rowid + 2 AS line,
    CASE WHEN next_billing_at::TIMESTAMP + INTERVAL 3 DAY <= TIMESTAMP '2022-10-21 11:00'
      THEN 'dead-on-arrival; moves-charge' ELSE 'moves-charge' END AS notes
  FROM rows
  WHERE outcome = 3 AND faults = 0 AND rowid + 2 NOT IN (SELECT line FROM standing)
  ORDER BY line
) TO '$OUT/adjusted-expiry.csv' (HEADER);

CREATE TABLE credits AS
SELECT rowid + 2 AS line, subscription_id, user_id, service, channel, price, currency,
  date_diff('second', started_at::TIMESTAMP, next_billing_at::TIMESTAMP) AS period,
  least((price::BIGINT * 72 * 3600 + period - 1) // period, price::BIGINT) AS amount
FROM rows
WHERE outcome = 4 AND faults = 0 AND rowid + 2 NOT IN (SELECT line FROM standing);

COPY (
  SELECT left(sha256(concat('bench', chr(0), 'default', chr(0), 'subscription', chr(0), service, chr(0),
      subscription_id, chr(0))), 32) AS compensation_id,
    'emoticon-plus' AS rule, 'credit' AS action, 'subscription' AS record, subscription_id AS record_id, user_id,
    service, channel, amount, currency,
    format('{} {} x 72 hours / {} hours, up to 1 KRW', price, currency, period // 3600) AS basis,
    'bench' AS outage, '2022-10-19' AS policy_revision, '$SOURCE' AS source, line, NULL AS notes
  FROM credits WHERE amount > 0 ORDER BY line
) TO '$OUT/refund-credit.csv' (HEADER);

COPY (
  SELECT * EXCLUDE (faults, line, contradicts),
    concat_ws('; ', CASE WHEN faults & 1 > 0 THEN 'id-empty' END, CASE WHEN faults & 2 > 0 THEN 'user-empty' END,
      CASE WHEN faults & 4 > 0 THEN 'service-empty' END, CASE WHEN faults & 8 > 0 THEN 'time-invalid' END,
      CASE WHEN faults & 16 > 0 THEN 'time-invalid' END, CASE WHEN faults & 32 > 0 THEN 'ends-before-start' END,
      CASE WHEN faults & 64 > 0 THEN 'price-invalid' END, CASE WHEN faults & 128 > 0 THEN 'currency-unknown' END,
      CASE WHEN faults & 256 > 0 THEN 'flag-invalid' END, CASE WHEN contradicts THEN 'duplicate-conflict' END) AS _code,
    concat_ws('; ', CASE WHEN faults & 8 > 0 THEN started_at END, CASE WHEN faults & 16 > 0 THEN next_billing_at END,
      CASE WHEN faults & 64 > 0 THEN price END) AS _value,
    line AS _line
  FROM (
    SELECT * EXCLUDE (outcome), rowid + 2 AS line,
      rowid + 2 IN (SELECT line FROM standing WHERE contradicts) AS contradicts
    FROM rows WHERE faults > 0
    UNION ALL BY NAME
    SELECT * EXCLUDE (copies, contents, first_line), 0 AS faults FROM standing
    WHERE contradicts AND line NOT IN (SELECT rowid + 2 FROM rows WHERE faults > 0)
  ) ORDER BY line
) TO '$OUT/rejects.csv' (HEADER);

COPY (
  SELECT count(*) AS "read", count(*) FILTER (bucket = 3) AS extended, count(*) FILTER (bucket = 4) AS credited,
    (SELECT sum(amount) FROM credits) AS credit, count(*) FILTER (bucket = 9) AS rejected,
    count(*) FILTER (bucket = 8) AS duplicates, count(*) FILTER (bucket = 0) AS no_rule,
    count(*) FILTER (bucket = 1) AS excluded, count(*) FILTER (bucket = 2) AS not_held
  FROM (
    SELECT CASE WHEN faults > 0 OR contradicts THEN 9 WHEN contradicts = false THEN 8 ELSE outcome END AS bucket
    FROM rows LEFT JOIN standing ON rows.rowid + 2 = standing.line
  )
) TO '$OUT/summary.json' (FORMAT json);
