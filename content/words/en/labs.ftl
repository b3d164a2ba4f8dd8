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
card-follow-no-answer = no answer; not read as better
card-follow-next = { $what } is asked about again: { $at }
