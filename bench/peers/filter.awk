# The filter of the bench's policy alone: mawk -F, -f bench/peers/filter.awk FILE
#
# No quoting, no checks, no duplicates, no arithmetic. Columns behind the plan are counted from the end, because a plan
# may have a comma; wall times of one shape compare as text.
($3 == "melon" || $3 == "emoticon-plus") && $(NF - 2) < "2022-10-20T23:00:00" && $(NF - 1) > "2022-10-15T15:30:00"
