-- The bench's work for ClickHouse. `sql.js` fills in what stands after a dollar sign; the job runs one statement after the other.
--
-- A row's place is the number of its file and its number in the file, in one number: a table keeps no order by itself. No cell
-- has a line feed. ClickHouse would put quotes around every text, so the outputs are written without, but for the one column
-- that has commas.
SET max_threads = $THREADS;
SET format_custom_field_delimiter = ',';
SET format_custom_escaping_rule = 'Raw';

CREATE TABLE rows ENGINE = Memory AS
SELECT * EXCEPT (starts, ends),
  toUInt16(if(subscription_id != '' AND user_id != '' AND service != '' AND ifNull(starts <= ends, 0) AND currency = 'KRW'
      AND auto_renew = 'true' AND match(price, '^[0-9]{1,15}$'), 0,
    (subscription_id = '') * 1
    + (user_id = '') * 2
    + (service = '') * 4
    + (isNull(starts) AND started_at != '') * 8
    + (isNull(ends) AND next_billing_at != '') * 16
    + ifNull(ends < starts, 0) * 32
    + ($PRICED AND NOT match(price, '^[0-9]{0,15}$')) * 64
    + ($PRICED AND currency NOT IN ('', 'KRW')) * 128
    + (lower(auto_renew) NOT IN ('', 'true', 'yes', 'y', 't', '1', 'false', 'no', 'n', 'f', '0')) * 256)) AS faults,
  toUInt8($OUTCOME) AS outcome
FROM (SELECT *, $TIME(started_at) AS starts, $TIME(next_billing_at) AS ends FROM ($READ))
$SETTINGS;

CREATE TABLE standing ENGINE = Memory AS
WITH suspects AS (
  SELECT identity FROM (SELECT cityHash64(service, subscription_id) AS identity FROM rows)
  GROUP BY identity HAVING count() > 1
), seen AS (
  SELECT * FROM rows WHERE cityHash64(service, subscription_id) IN (SELECT identity FROM suspects)
), compared AS (
  SELECT place, count() OVER same AS copies, min(place) OVER same AS first_place,
    uniqExact(($CONTENT)) OVER same AS contents
  FROM seen WINDOW same AS (PARTITION BY service, subscription_id)
)
SELECT place, contents > 1 AS contradicts FROM compared WHERE copies > 1 AND (contents > 1 OR place > first_place);

INSERT INTO FUNCTION file('$OUT/adjusted-expiry.csv', 'CustomSeparatedWithNames')
SELECT lower(hex(substring(SHA256(concat('bench', char(0), '$TIME_LAYER', char(0), 'subscription', char(0), service, char(0),
    subscription_id, char(0))), 1, 16))) AS compensation_id,
  '$TIME_RULE' AS rule, 'extend' AS action, 'subscription' AS record, subscription_id AS record_id, user_id, service, channel,
  'next_billing_at' AS field, next_billing_at AS old_value,
  formatDateTime(assumeNotNull($TIME(next_billing_at)) + INTERVAL 3 DAY, '$WRITTEN_AS') AS new_value,
  '3 days' AS extended_by, 'bench' AS outage, '2022-10-19' AS policy_revision, $SOURCE AS source,
  bitAnd(place, 4294967295) + $FIRST_LINE AS line,
  if(assumeNotNull($TIME(next_billing_at)) + INTERVAL 3 DAY <= toDateTime('2022-10-21 11:00:00'),
    'dead-on-arrival; moves-charge', 'moves-charge') AS notes
FROM rows WHERE $EXTENDED AND faults = 0 AND place NOT IN (SELECT place FROM standing)
ORDER BY place;

-- An end at 23:59:00 or 23:59:59 lasts through its day.
CREATE TABLE credits ENGINE = Memory AS
SELECT place, $SOURCE AS source, subscription_id, user_id, service, channel, price, currency,
  assumeNotNull($TIME(next_billing_at)) AS ends,
  dateDiff('second', assumeNotNull($TIME(started_at)), ends)
    + transform(formatDateTime(ends, '%T'), ['23:59:59', '23:59:00'], [1, 60], 0) AS period,
  least(intDiv(toInt64(price) * 72 * 3600 + period - 1, period), toInt64(price)) AS amount
FROM rows WHERE $CREDITED AND faults = 0 AND place NOT IN (SELECT place FROM standing);

INSERT INTO FUNCTION file('$OUT/refund-credit.csv', 'CustomSeparatedWithNames')
SELECT lower(hex(substring(SHA256(concat('bench', char(0), '$MONEY_LAYER', char(0), 'subscription', char(0), service, char(0),
    subscription_id, char(0))), 1, 16))) AS compensation_id,
  '$MONEY_RULE' AS rule, 'credit' AS action, 'subscription' AS record, subscription_id AS record_id, user_id, service, channel,
  amount, currency,
  concat('"', price, ' ', currency, ' x 72 hours / ', toString(intDiv(period, 3600)), ' hours',
    multiIf(period % 3600 = 1, ' 1 second', period % 3600 = 60, ' 1 minute', ''), ', up to 1 KRW"') AS basis,
  'bench' AS outage, '2022-10-19' AS policy_revision, source, bitAnd(place, 4294967295) + $FIRST_LINE AS line, '' AS notes
FROM credits WHERE amount > 0 ORDER BY place;

INSERT INTO FUNCTION file('$OUT/rejects.csv', 'CSVWithNames')
SELECT * EXCEPT (place, faults, outcome),
  arrayStringConcat(arrayFilter(code -> code != '', [if(bitAnd(faults, 1) > 0, 'id-empty', ''),
    if(bitAnd(faults, 2) > 0, 'user-empty', ''), if(bitAnd(faults, 4) > 0, 'service-empty', ''),
    if(bitAnd(faults, 8) > 0, 'time-invalid', ''), if(bitAnd(faults, 16) > 0, 'time-invalid', ''),
    if(bitAnd(faults, 32) > 0, 'ends-before-start', ''), if(bitAnd(faults, 64) > 0, 'price-invalid', ''),
    if(bitAnd(faults, 128) > 0, 'currency-unknown', ''), if(bitAnd(faults, 256) > 0, 'flag-invalid', ''),
    if(place IN (SELECT place FROM standing WHERE contradicts), 'duplicate-conflict', '')]), '; ') AS _code,
  arrayStringConcat(arrayFilter(value -> value != '', [if(bitAnd(faults, 8) > 0, started_at, ''),
    if(bitAnd(faults, 16) > 0, next_billing_at, ''), if(bitAnd(faults, 64) > 0, price, '')]), '; ') AS _value,
  bitAnd(place, 4294967295) + $FIRST_LINE AS _line
FROM rows WHERE faults > 0 OR place IN (SELECT place FROM standing WHERE contradicts)
ORDER BY place;

INSERT INTO FUNCTION file('$OUT/summary.json', 'JSONEachRow')
SELECT count() AS read, countIf(bucket IN (3, 5)) AS extended, (SELECT countIf(amount > 0) FROM credits) AS credited,
  (SELECT sum(amount) FROM credits) AS credit, countIf(bucket = 9) AS rejected, countIf(bucket = 8) AS duplicates,
  countIf(bucket = 0) AS no_rule, countIf(bucket = 1) AS excluded, countIf(bucket = 2) AS not_held
FROM (
  SELECT multiIf(faults > 0 OR place IN (SELECT place FROM standing WHERE contradicts), 9,
    place IN (SELECT place FROM standing), 8, outcome) AS bucket
  FROM rows
)
