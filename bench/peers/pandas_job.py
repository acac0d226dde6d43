"""The bench's policy for pandas, as one process: python3 bench/peers/pandas_job.py FILE OUT"""

import hashlib
import json
import os
import sys

import numpy as np
import pandas as pd

file, out = sys.argv[1:3]
source = os.path.basename(file)
IDENTITY = ["service", "subscription_id"]
FLAGS = ["", "true", "false", "yes", "no", "y", "n", "t", "f", "1", "0"]

rows = pd.read_csv(file, dtype=str, keep_default_na=False, na_filter=False, engine="c")
cells = list(rows.columns)
starts = pd.to_datetime(rows["started_at"], format="%Y-%m-%dT%H:%M:%S", errors="coerce")
ends = pd.to_datetime(rows["next_billing_at"], format="%Y-%m-%dT%H:%M:%S", errors="coerce")

# Only a price that some rule looks at can be wrong.
priced = rows["service"] == "emoticon-plus"
faults = {
    "id-empty": rows["subscription_id"] == "",
    "user-empty": rows["user_id"] == "",
    "service-empty": rows["service"] == "",
    "time-invalid": (starts.isna() & (rows["started_at"] != "")) | (ends.isna() & (rows["next_billing_at"] != "")),
    "ends-before-start": ends < starts,
    "price-invalid": priced & ~rows["price"].str.fullmatch(r"[0-9]{0,15}"),
    "currency-unknown": priced & ~rows["currency"].isin(["", "KRW"]),
    "flag-invalid": ~rows["auto_renew"].str.lower().isin(FLAGS),
}
# Rows that stand more than once: the same cells are duplicates, other cells a conflict.
several = rows[rows.duplicated(IDENTITY, keep=False)]
copies = several.duplicated(keep="first")
contents = several[~copies].groupby(IDENTITY, sort=False).size()
contradicting = pd.Series(several.set_index(IDENTITY).index.map(contents) > 1, index=several.index)
conflict = pd.Series(False, index=rows.index)
conflict[contradicting.index[contradicting]] = True
faults["duplicate-conflict"] = conflict

rejected = np.logical_or.reduce([fault.to_numpy() for fault in faults.values()])
duplicate = pd.Series(False, index=rows.index)
duplicate[several.index[copies & ~contradicting]] = True
readable = ~rejected & ~duplicate.to_numpy()

ours = rows["channel"].isin(["web", "apple", "google"])
melon = ours & (rows["service"] == "melon")
emoticon = ours & (rows["service"] == "emoticon-plus")
excluded = emoticon & (rows["status"] == "refunded")
held = (starts < pd.Timestamp("2022-10-20T23:00")) & (ends > pd.Timestamp("2022-10-15T15:30"))


def names_of(given):
    return [
        hashlib.sha256(f"bench\0default\0subscription\0{service}\0{id}\0".encode()).hexdigest()[:32]
        for service, id in zip(given["service"], given["subscription_id"])
    ]


def whose(given, rule, action):
    return {
        "compensation_id": names_of(given),
        "rule": rule,
        "action": action,
        "record": "subscription",
        "record_id": given["subscription_id"],
        "user_id": given["user_id"],
        "service": given["service"],
        "channel": given["channel"],
    }


def origin(given, notes):
    return {
        "outage": "bench",
        "policy_revision": "2022-10-19",
        "source": source,
        "line": given.index + 2,
        "notes": notes,
    }


extended = rows[readable & melon & held]
new_ends = ends[extended.index] + pd.Timedelta(days=3)
dead = new_ends <= pd.Timestamp("2022-10-21T11:00")
pd.DataFrame(
    {
        **whose(extended, "melon", "extend"),
        "field": "next_billing_at",
        "old_value": extended["next_billing_at"],
        "new_value": new_ends.dt.strftime("%Y-%m-%dT%H:%M:%S"),
        "extended_by": "3 days",
        **origin(extended, np.where(dead, "dead-on-arrival; moves-charge", "moves-charge")),
    }
).to_csv(f"{out}/adjusted-expiry.csv", index=False)

credited = rows[readable & emoticon & ~excluded & held]
price = credited["price"].astype("int64")
# An end at 23:59:00 or 23:59:59 lasts through its day.
clock = ends[credited.index].dt.strftime("%H:%M:%S")
until_midnight = np.select([clock == "23:59:59", clock == "23:59:00"], [1, 60], 0)
period = (ends[credited.index] - starts[credited.index]) // pd.Timedelta(seconds=1) + until_midnight
amount = np.minimum((price * 72 * 3600 + period - 1) // period, price)
rest = np.select([period % 3600 == 1, period % 3600 == 60], [" 1 second", " 1 minute"], "")
hours = (period // 3600).astype(str) + " hours" + rest
credits = pd.DataFrame(
    {
        **whose(credited, "emoticon-plus", "credit"),
        "amount": amount,
        "currency": credited["currency"],
        "basis": credited["price"] + " " + credited["currency"] + " x 72 hours / " + hours + ", up to 1 KRW",
        **origin(credited, ""),
    }
)
credits[credits["amount"] > 0].to_csv(f"{out}/refund-credit.csv", index=False)

codes = pd.Series("", index=rows.index[rejected])
for code, fault in faults.items():
    wrong = fault[codes.index]
    codes[wrong] = np.where(codes[wrong] == "", code, codes[wrong] + "; " + code)
rows.loc[codes.index, cells].assign(_code=codes, _line=codes.index + 2).to_csv(f"{out}/rejects.csv", index=False)

summary = {
    "read": len(rows),
    "extended": len(extended),
    "credited": int((amount > 0).sum()),
    "credit": int(amount.sum()),
    "rejected": int(rejected.sum()),
    "duplicates": int(duplicate.sum()),
    "no_rule": int((readable & ~melon & ~emoticon).sum()),
    "excluded": int((readable & excluded).sum()),
    "not_held": int((readable & (melon | (emoticon & ~excluded)) & ~held).sum()),
}
with open(f"{out}/summary.json", "w") as sink:
    json.dump(summary, sink)
