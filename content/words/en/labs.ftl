# What staff read of blood counts they enter, and of symptoms a patient was asked about again.

card-follow =
    { $times ->
        [1] Asked again: { $what }: { $said } ({ $at })
       *[other] Asked again: { $what }: { $said } ({ $at }), { $times } times in a row
    }
card-follow-better = better
card-follow-same = the same
card-follow-worse = WORSE
card-follow-stopped = has stopped
card-follow-not-measured = could not be measured
card-follow-no-answer = no answer; not read as better
card-follow-next = { $what } is asked about again: { $at }
button-labs = Blood results, weight
cause-staff-weight = A weight your team entered
card-lab = { $what } { $value } ({ $day })
lab-name-sodium = Sodium
lab-name-platelets = Platelets
lab-name-neutrophils = Neutrophils
lab-name-haemoglobin = Haemoglobin
lab-name-weight = Weight
lab-value = { $value } { $unit }
lab-value-below = <{ $value } { $unit }
lab-whose = Whose results are these?
lab-ask = Results of { $pseudonym } · Reference { $reference }.
lab-known = Known so far:
lab-how =
    Type or paste them, one on each line. For example:
    Na 128 mmol/L
    plt 24
    Hb 7.9 g/dL
    weight 61.5 kg
    They count for today, { $day }. For another day, write it on a line above them: 4 May.
lab-done = Nothing more
lab-closed = Closed. What was kept stays.
lab-kept = Kept for { $pseudonym } · Reference { $reference }:
lab-entered = • { $what } { $value } ({ $day })
lab-replaces = – Instead of { $value }, entered before for that day.
lab-before = – Before: { $values }
lab-earlier = { $value } ({ $day })
lab-grade = – CTCAE { $version }: grade { $grade }
lab-grade-symptoms = – CTCAE { $version }: grade { $grade }; { $worse } with symptoms
lab-published = – Published guidance at this value: { $says } You decide.
lab-no-guidance = – For this regimen no published threshold could be verified. You decide.
lab-weight = • Weight { $value } kg ({ $day })
lab-weight-loss = – Before C1D1 { $before } kg: loss { $percent } % (a minus sign is a gain)
lab-weight-alert = – Judged like a weight the patient tells us: an alert has been raised, or added to.
lab-foot = Wrong value? Enter the right one for the same day; it takes its place and both are kept. Wrong patient? Take it back. The patient does not see this.
lab-more = Enter more
lab-odd = { $pseudonym }: you wrote “{ $typed }”. Not kept yet. { $what } of { $day }: which is right?
lab-odd-no = None of these
lab-unread-head = { $pseudonym } · Reference { $reference }. Not kept; please type these lines again:
lab-unread = • “{ $typed }”: { $why }
lab-unread-more = and { $count } more lines
lab-problem-name = it does not begin with sodium, platelets, neutrophils, haemoglobin or weight
lab-problem-number = there is no number that can be read
lab-problem-unit = this unit is not one of { $units }
lab-problem-impossible = this cannot be right, in { $unit } or any unit known here (point and comma are decimals)
lab-problem-day = a day is written like 4 May, and must not be to come
lab-problem-day-above = the day above it could not be read
lab-withdraw = Take one back
lab-withdraw-which = { $pseudonym } · Reference { $reference }: which one is to be taken back? It stays in the records and counts no more.
lab-withdraw-one = { $what } { $value } ({ $day })
lab-withdraw-why = { $pseudonym } · Reference { $reference }: { $what } { $value } ({ $day }) is taken back. Why?
lab-withdraw-wrong-patient = Wrong patient
lab-withdraw-wrong-value = Wrong value or day
lab-withdraw-other = Another reason
lab-withdraw-keep = No, keep it
lab-withdraw-kept = { $pseudonym } · Reference { $reference }: nothing was taken back.
lab-withdraw-none = { $pseudonym } · Reference { $reference }: there is nothing to take back.
lab-withdrawn = { $pseudonym } · Reference { $reference }: { $what } { $value } ({ $day }) was taken back. It counts no more.
lab-withdrawn-check = The { $what } of { $day } counts as not done again.
lab-withdrawn-alert-open = The alert it raised goes on until somebody ends it. Its card says that the weight was taken back.
lab-withdrawn-alert-ended = The alert it raised had been ended. Whoever ended it is told.
card-withdrawn = TAKEN BACK by the team, { $at }: it was entered by mistake. Check what was decided because of it.
