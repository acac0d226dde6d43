-- The bench's work for DuckDB. `sql.js` fills in what stands after a dollar sign; the job runs one statement after the other.
--
-- One scan of the files; the table keeps the order of the rows, so that rowid tells a row's line (no cell has a line feed). Of
-- the ways that were tried this is the fastest that does all of it: see docs/PERFORMANCE.md. A long IN list would become a
-- join and lose the order, hence the CASE over auto_renew.
CREATE MACRO time_of(written) AS $TIME_OF_WRITTEN;
CREATE MACRO written_as(moment) AS strftime(moment, '$WRITTEN_AS');

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
      -- Only a price that some rule looks at can be wrong.
      + CASE WHEN $PRICED AND price <> '' AND NOT regexp_full_match(price, '[0-9]{1,15}') THEN 64 ELSE 0 END
      + CASE WHEN $PRICED AND currency <> '' AND currency <> 'KRW' THEN 128 ELSE 0 END
      + CASE lower(auto_renew)
          WHEN '' THEN 0 WHEN 'true' THEN 0 WHEN 'yes' THEN 0 WHEN 'y' THEN 0 WHEN 't' THEN 0 WHEN '1' THEN 0
          WHEN 'false' THEN 0 WHEN 'no' THEN 0 WHEN 'n' THEN 0 WHEN 'f' THEN 0 WHEN '0' THEN 0 ELSE 256 END
    END)::USMALLINT AS faults,
  ($OUTCOME)::UTINYINT AS outcome
FROM (SELECT *, time_of(started_at) AS starts, time_of(next_billing_at) AS ends FROM ($READ));

-- Where each file begins among the rows.
CREATE TABLE files AS $FILES;

-- Which identities stand more than once: by hash first, then exactly, over the few that are left.
CREATE TABLE suspects AS
SELECT identity FROM (SELECT hash(service, subscription_id) AS identity FROM rows)
GROUP BY identity HAVING count(*) > 1;

CREATE TABLE standing AS
WITH seen AS (
  SELECT rowid AS place, * EXCLUDE (faults, outcome) FROM rows
  WHERE hash(service, subscription_id) IN (SELECT identity FROM suspects)
), compared AS (
  SELECT *, count(*) OVER same AS copies, min(place) OVER same AS first_place,
    count(DISTINCT ($CONTENT)) OVER same AS contents
  FROM seen WINDOW same AS (PARTITION BY service, subscription_id)
)
SELECT *, contents > 1 AS contradicts FROM compared WHERE copies > 1 AND (contents > 1 OR place > first_place);

COPY (
  SELECT left(sha256(concat('bench', chr(0), '$TIME_LAYER', chr(0), 'subscription', chr(0), service, chr(0),
      subscription_id, chr(0))), 32) AS compensation_id,
    '$TIME_RULE' AS rule, 'extend' AS action, 'subscription' AS record, subscription_id AS record_id, user_id, service,
    channel, 'next_billing_at' AS field, next_billing_at AS old_value,
    written_as(time_of(next_billing_at) + INTERVAL 3 DAY) AS new_value, '3 days' AS extended_by,
    'bench' AS outage, '2022-10-19' AS policy_revision, source, rows.rowid - first_row + $FIRST_LINE AS line,
    CASE WHEN time_of(next_billing_at) + INTERVAL 3 DAY <= TIMESTAMP '2022-10-21 11:00'
      THEN 'dead-on-arrival; moves-charge' ELSE 'moves-charge' END AS notes
  FROM rows JOIN files ON $IN_FILE
  WHERE $EXTENDED AND faults = 0 AND rows.rowid NOT IN (SELECT place FROM standing)
  ORDER BY rows.rowid
) TO '$OUT/adjusted-expiry.csv' (HEADER);

-- An end at 23:59:00 or 23:59:59 lasts through its day.
CREATE TABLE credits AS
SELECT rows.rowid AS place, source, rows.rowid - first_row + $FIRST_LINE AS line, subscription_id, user_id, service, channel, price, currency,
  date_diff('second', time_of(started_at), time_of(next_billing_at))
    + CASE time_of(next_billing_at)::TIME WHEN TIME '23:59:59' THEN 1 WHEN TIME '23:59:00' THEN 60 ELSE 0 END AS period,
  least((price::BIGINT * 72 * 3600 + period - 1) // period, price::BIGINT) AS amount
FROM rows JOIN files ON $IN_FILE
WHERE $CREDITED AND faults = 0 AND rows.rowid NOT IN (SELECT place FROM standing);

COPY (
  SELECT left(sha256(concat('bench', chr(0), '$MONEY_LAYER', chr(0), 'subscription', chr(0), service, chr(0),
      subscription_id, chr(0))), 32) AS compensation_id,
    '$MONEY_RULE' AS rule, 'credit' AS action, 'subscription' AS record, subscription_id AS record_id, user_id,
    service, channel, amount, currency,
    concat(price, ' ', currency, ' x 72 hours / ', period // 3600, ' hours',
      CASE period % 3600 WHEN 1 THEN ' 1 second' WHEN 60 THEN ' 1 minute' ELSE '' END, ', up to 1 KRW') AS basis,
    'bench' AS outage, '2022-10-19' AS policy_revision, source, line, NULL AS notes
  FROM credits WHERE amount > 0 ORDER BY place
) TO '$OUT/refund-credit.csv' (HEADER);

COPY (
  SELECT wrong.* EXCLUDE (faults, place, contradicts),
    concat_ws('; ', CASE WHEN faults & 1 > 0 THEN 'id-empty' END, CASE WHEN faults & 2 > 0 THEN 'user-empty' END,
      CASE WHEN faults & 4 > 0 THEN 'service-empty' END, CASE WHEN faults & 8 > 0 THEN 'time-invalid' END,
      CASE WHEN faults & 16 > 0 THEN 'time-invalid' END, CASE WHEN faults & 32 > 0 THEN 'ends-before-start' END,
      CASE WHEN faults & 64 > 0 THEN 'price-invalid' END, CASE WHEN faults & 128 > 0 THEN 'currency-unknown' END,
      CASE WHEN faults & 256 > 0 THEN 'flag-invalid' END, CASE WHEN contradicts THEN 'duplicate-conflict' END) AS _code,
    concat_ws('; ', CASE WHEN faults & 8 > 0 THEN started_at END, CASE WHEN faults & 16 > 0 THEN next_billing_at END,
      CASE WHEN faults & 64 > 0 THEN price END) AS _value,
    place - first_row + $FIRST_LINE AS _line
  FROM (
    SELECT * EXCLUDE (outcome), rowid AS place, rowid IN (SELECT place FROM standing WHERE contradicts) AS contradicts
    FROM rows WHERE faults > 0
    UNION ALL BY NAME
    SELECT * EXCLUDE (copies, contents, first_place), 0 AS faults FROM standing
    WHERE contradicts AND place NOT IN (SELECT rowid FROM rows WHERE faults > 0)
  ) wrong JOIN files ON $IN_FILE_WRONG
  ORDER BY place
) TO '$OUT/rejects.csv' (HEADER);

COPY (
  SELECT count(*) AS "read", count(*) FILTER (bucket IN (3, 5)) AS extended,
    (SELECT count(*) FILTER (amount > 0) FROM credits) AS credited, (SELECT coalesce(sum(amount), 0) FROM credits) AS credit,
    count(*) FILTER (bucket = 9) AS rejected, count(*) FILTER (bucket = 8) AS duplicates,
    count(*) FILTER (bucket = 0) AS no_rule, count(*) FILTER (bucket = 1) AS excluded,
    count(*) FILTER (bucket = 2) AS not_held
  FROM (
    SELECT CASE WHEN faults > 0 OR contradicts THEN 9 WHEN contradicts = false THEN 8 ELSE outcome END AS bucket
    FROM rows LEFT JOIN standing ON rows.rowid = standing.place
  )
) TO '$OUT/summary.json' (FORMAT json);
