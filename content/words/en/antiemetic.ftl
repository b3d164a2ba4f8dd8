# Medicines against sickness: the prompts, the answers, how the plan tells them, and what a pharmacist reads when a line is
# not understood. Only `antiemetic` may say "take". Every message names its day and time, and never says "today".

antiemetic = { $at }. Time for your anti-sickness medicine. Please take: { $name } { $amount }.
antiemetic-dose-at = The dose itself is planned for { $at }. We will write to you then.
antiemetic-only = This is only about { $name }. It is not your selinexor.
antiemetic-leave-between = Leave at least { $gap } between two of these.
antiemetic-not-more = Not more than { $most } in 24 hours.
antiemetic-until = If you read this after { $until } on { $day }, ask your team before you take it.
antiemetic-again = { $at }: did you take your anti-sickness medicine ({ $name })? If you did, do not take it a second time.
antiemetic-noted = Noted: you took { $name } ({ $at }).
antiemetic-not-now = Noted: you did not take { $name } ({ $at }). Do not take two next time.
antiemetic-none = Noted: you have no { $name }. We are passing this on to your pharmacist. You can also phone { $phone }.
antiemetic-next = The next { $name } is planned for { $at }.
antiemetic-too-soon = { $at }: it is too soon for the next { $name }. Do not take it now.
antiemetic-ended = No more reminders of { $name } for the dose of { $day }. Your plan says so when that dose is not taken, or not known. If you took the dose, tell us. Do you feel sick? Tap “Report a problem”, or phone { $phone }.
gap-antiemetics = We did not remind you in time of your anti-sickness medicine. We are sorry.
gap-antiemetic-one = • { $name }: { $at }
gap-antiemetics-more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
gap-antiemetics-ask = We have passed this on to your pharmacist. Ask your team before you take it late.
gap-antiemetic-lost = A reminder of your anti-sickness medicine did not reach you in time. We are sorry. We have passed this on to your pharmacist. Ask your team before you take it late.
stopped-antiemetic = You told us: { $what }. Speak with your team before the { $name } of { $at }: { $phone }.
stopped-antiemetic-by-team = Speak with your team before the { $name } of { $at }: { $phone }. Something has to be made clear first.

plan-antiemetic = • Against sickness: { $name } { $amount }: { $times }.
plan-antiemetic-held = • Against sickness: { $name } { $amount }: ON HOLD. We do not remind you of it.
plan-antiemetic-until = – It goes on until { $until } after the last dose of the week.
plan-antiemetic-until-first = – It goes on until { $until } after the last dose of the week. The first time, that is until { $first }.
plan-antiemetic-limits = – Keep to this: { $limits }.
plan-antiemetic-stops = – If you do not take selinexor, we stop reminding you of it until the next dose.
plan-antiemetic-goes-on = – If you do not take selinexor, we still remind you of it.
antiemetic-with-dose = with selinexor
antiemetic-before = { $long } before selinexor
antiemetic-after = { $long } after
antiemetic-every = then every { $long }
antiemetic-every-day = at { $at } every day
antiemetic-cycle-days = at { $at } on days { $days } of each cycle
antiemetic-dose-days = at { $at } on selinexor days
antiemetic-dose-days-and-after =
    { $days ->
        [one] at { $at } on selinexor days and the day after
       *[other] at { $at } on selinexor days and the { $days } days after
    }
antiemetic-days-after =
    { $days ->
        [one] at { $at } on the day after selinexor
       *[other] at { $at } on the { $days } days after selinexor
    }
antiemetic-gap = at least { $gap } between two
antiemetic-most = not more than { $most } in 24 hours
long-hours =
    { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }
long-minutes =
    { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }

card-antiemetic = Antiemetic: { $name } { $amount }, { $times }
card-antiemetic-stop = if the dose is not taken: stops
card-antiemetic-goes-on = if the dose is not taken: goes on
card-next-intake = Next { $name }: { $at }

antiemetic-wrong-too-short = An antiemetic needs a name, an amount and a time, with commas between. For example: { $how }
antiemetic-wrong-part = “{ $part }” is not understood. It is written like this: { $how }. Or by the clock: { $clock }
antiemetic-wrong-name = Name and amount of an antiemetic are needed, each at most { $most } letters long.
antiemetic-wrong-no-time = This antiemetic has no time. For example: 30 min before
antiemetic-wrong-twice = Something is written twice.
antiemetic-wrong-time = { $at } is not a time of day. It is written 21:00.
antiemetic-wrong-before = Before a dose: at most { $most } hours.
antiemetic-wrong-after = After a dose: at most { $most } hours.
antiemetic-wrong-every = “Every” takes from 1 to { $most } hours.
antiemetic-wrong-days = The days are not right: dose days, at most { $most } days after them, days of the cycle, or every day.
antiemetic-wrong-cycle-days = Days of the cycle count from 1, each once.
antiemetic-wrong-gap = The gap is at most { $most } hours.
antiemetic-wrong-most = The most a day is from 1 to 24.
antiemetic-wrong-too-close = Its own times are closer together than the gap allows. Leave half an hour more between them, so that one can be taken a little late.
antiemetic-wrong-too-many = Its own times come to more in 24 hours than the most a day.
