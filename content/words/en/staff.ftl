# What pharmacists and nurses read: cards, the reasons of alerts, hold and resume, help, toasts, refused enrolments.
# `published-*` restates [V] facts only, names its source, and ends with who decides (F-MOD-00). Under 500 characters each.

card-heading = ALERT ({ $urgency }): { $pseudonym }
card-reference = Reference: { $reference }
card-phone = Call back: { $phone }
card-reason = • { $cause }
card-times = – told { $count } times
card-words = In the patient's words: “{ $words }”
card-words-whole = { $pseudonym }: the patient's words, in full:
card-rules = Rules: { $rules }
card-local-time = Patient's time: { $at }. Language: { $language }.
card-day = Treatment day: C{ $cycle }D{ $day }
card-drug = Plan: { $drug } ({ $brand }) { $mg } mg = { $tablets }
card-drug-held = Plan: { $drug } ({ $brand }) { $mg } mg = { $tablets }, ON HOLD
card-dose = { $day }: { $drug } { $mg } mg, { $state }
card-weight = Weight { $now } kg, before C1D1 { $before } kg: loss { $percent } % (a minus sign is a gain)
card-next-dose = Open or next dose: { $at }, patient's time.
card-next-dose-held-back = Open or next dose: { $at }, patient's time. This alert holds its messages back.
card-no-next-dose = No next dose is planned.
card-open =
    { $rung ->
        [0] OPEN. Nobody has been rung yet.
        [one] OPEN. Rung { $rung } time. Nobody has taken it.
       *[other] OPEN. Rung { $rung } times. Nobody has taken it.
    }
card-acknowledged-undecided = TAKEN by { $name }. Nothing decided about the next dose.
card-acknowledged-goes-ahead = TAKEN by { $name }. The next dose goes ahead.
card-acknowledged-hold = TAKEN by { $name }. Hold.
card-resolved = RESOLVED by { $name }: { $outcome }. Note: { $note }

button-acknowledge = Acknowledge
button-take-over = Take over
button-goes-ahead = Goes ahead
button-resolve = Resolve

cause-symptom = Reported: { $symptom }
cause-red-flag-words = Red flag in typed words
cause-cannot-wait = Says that it cannot wait
cause-unreadable = Sent something the bot cannot read (voice, picture or file)
cause-not-sure = Not sure whether a dose was taken; told not to take another
cause-box-differs = Another strength on a box, or one is missing; told not to take it yet
cause-vomited-dose = Vomited after a dose; told not to repeat it without you
cause-not-taken = A dose was not taken
cause-dexamethasone-missed = Dexamethasone not taken; no catch-up advice given, the patient waits for yours
cause-no-antiemetic = Has none left of an antiemetic
cause-too-much = May have taken too much
cause-wrong-day = Took a dose on a day that is not planned, or on hold
cause-pregnancy = Possible pregnancy (patient or partner)
cause-dose-unanswered = No answer about a dose since its day; not counted as taken
cause-check-ins-unanswered = Has not answered our last check-ins; not read as “fine”
cause-gap = A reminder could not be given in time
cause-plan-refused = Says the plan is not what the pharmacist told
cause-enrolment-stalled = Joining not finished, and the first dose here is near
cause-not-started = Not ready: a dose day has come, plan not confirmed or tablets not checked
cause-code-twice = The joining link was opened in a second chat
cause-wrong-number = Too many wrong numbers; the joining link is locked
cause-unreachable = Telegram cannot reach the patient; no message arrives
cause-change-not-understood = A plan change was not confirmed as understood
cause-earlier-amount = Took a dose in the amount it had before today's change
cause-hold-goes-on = A hold without a planned end still goes on
cause-consent-refused = Did not agree to the privacy note; gets no messages about doses

role-pharmacist = pharmacist
role-lead = team lead
role-nurse = nurse

outcome-acted = Acted
outcome-watched = Watched
outcome-noise = Noise
outcome-told-prescriber = Told the prescriber

published-weight = Published guidance (NCODA PQI): interrupt selinexor at a weight loss from 10 %. PQI prints the band as 10 % to ≤20 %; in CTCAE grade 3 begins at 20 %, so count 20 % as the higher band. PQI's options: nutritionist, oral supplements, low-dose olanzapine and/or megestrol. The prescriber decides.
published-appetite = Published guidance (NCODA PQI), on weight: nutritionist, oral supplements, low-dose olanzapine and/or megestrol; interrupt selinexor at a weight loss from 10 % (PQI's band: 10 % to ≤20 %; count 20 % as the higher band). The prescriber decides.
published-nausea = Published guidance (NCODA PQI), gastrointestinal toxicity: dose reduction or drug holiday; add olanzapine or an NK1 antagonist. Sodium ≤130 mmol/L: interrupt, supportive care, restart one level lower after recovery (PQI, Swiss label). The prescriber decides.
published-vomiting = Published guidance (NCODA PQI), gastrointestinal toxicity: dose reduction or drug holiday; add olanzapine or an NK1 antagonist. Sodium ≤130 mmol/L: interrupt, supportive care (fluids by mouth or IV, salt tablets), restart one level lower after recovery (PQI, Swiss label). The prescriber decides.
published-diarrhoea = Published guidance (NCODA PQI), gastrointestinal toxicity: dose reduction or drug holiday; loperamide for diarrhoea. Sodium ≤130 mmol/L: interrupt, supportive care (fluids by mouth or IV, salt tablets), restart one level lower after recovery (PQI, Swiss label). The prescriber decides.
published-bleeding = Published guidance (Swiss label, myeloma): platelets 25 000 to <75 000/µL: reduce one level; in that range with bleeding: interrupt, restart one level lower once bleeding has resolved. Below 25 000/µL: interrupt, wait for ≥50 000/µL, restart one level lower. The prescriber decides.
published-fever = Published guidance (Swiss label, myeloma): neutrophils <0.5 × 10⁹/L or febrile neutropenia: interrupt until ≥1.0 × 10⁹/L, restart one level lower. Antibiotics within 1 hour of recognition in hospital (The Christie). The prescriber decides.
published-confusion-dizziness = Published guidance (NCODA PQI, Swiss label): sodium ≤130 mmol/L: interrupt, supportive care, restart one level lower after recovery; the Swiss label words recovery as 130 mmol/L or higher. PQI's options: fluids by mouth or IV, salt tablets. The prescriber decides.

alert-ask-note = { $pseudonym }: what was done? Please type a short note.
alert-note-empty = The note is empty. Please type what was done.
alert-note-changed = Plan changed, from { $day }: { $reason }
alert-ask-outcome = How does this alert end? Your note:
alert-resolved = { $pseudonym }: resolved. Thank you.

staff-help =
    { $name }, this is what you can do here:
    /alerts shows the open alerts of your team's patients.
    /patients shows your patients, their plans, hold and resume.
    /lab takes blood results and weights; the patient does not see them.
    /oncall shows who is on call, and changes your hours.
    /team binds your team's group chat, if you lead the team; /team unbind ends that.
    /language changes the language.
    Acknowledge an alert, decide about the next dose, then resolve it with a note. To speak with a patient, use the call-back number on the card.
staff-no-alerts = No open alerts.
staff-patients =
    { $count ->
        [0] Your team has no patients here yet.
        [one] { $count } patient:
       *[other] { $count } patients:
    }
staff-patient-button = { $pseudonym } · { $reference }
staff-patient = { $pseudonym } · Reference { $reference } · Call back { $phone }
staff-patient-status = Status: { $status }
staff-cancelled = Cancelled. Nothing was changed.
staff-lessons = Lessons sent in the last 14 days: { $lessons }
patient-status-invited = invited, has not joined yet
patient-status-consenting = joined, has not agreed to the privacy note yet
patient-status-confirming = agreed, has not confirmed the plan yet
patient-status-active = active
patient-status-stopped = stopped

toast-not-yours = This is not open to you.
toast-taken = { $name } has it, since { $at }. See the card.
toast-resolved = { $name } resolved it: { $outcome }, { $at }.
toast-still-held-back = Noted. Doses stay held back: another open alert, or this one until it is resolved, stands in the way.
toast-nothing-goes-ahead = No dose goes ahead: it is on hold, or none is planned. See the card.
toast-already-answered = You have answered this already.
toast-old-button = This button no longer works. Send /help.

ring-again = STILL OPEN ({ $urgency }): { $pseudonym }, since { $since }. The card is further up; /alerts shows it again.
card-newer = { $pseudonym }: there is a newer card below.

join-staff-waiting = Thank you, { $name }. Whoever invited you still has to confirm that it is you. Until then nothing is shown here.
join-staff-confirmed = Welcome, { $name }. You will get the alerts of your team's patients in this chat. Send /help to see what you can do.
enrol-no-regimen = There is no such regimen. Choose one of: { $known }.
enrol-regimen-off = The regimen { $regimen } is switched off here. Read content/regimens/{ $regimen }.yaml; the clinic turns it on there and signs again.
enrol-surface-implausible = A body surface of { $surface } m² cannot be right. Give it between { $least } and { $most } m², or leave it out.
enrol-no-reference = Give the clinic's own reference for this patient.
enrol-reference-taken = The reference { $reference } already belongs to an active plan. Check it, or end that plan first.
enrol-no-language = There are no words in this language. Choose one of: { $known }.
enrol-checklist = New-prescription checklist, still open: { $item }.
enrol-no-weight = Give the weight before C1D1, in kg, with the date it was measured. Today's weight must not stand in for it.
enrol-weight-implausible = A weight of { $kg } kg cannot be right. Give it in kilograms, between 20 and 350.
enrol-weight-after-start = The weight is of { $on }, after C1D1 ({ $start }). Give one from before C1D1.
enrol-weight-old = The weight is of { $on }, more than 60 days before C1D1. Measure it again before C1D1.
enrol-no-team = Nobody belongs to the team “{ $team }”. Invite its staff first, or correct the name.
checklist-dose-and-schedule = dose and schedule confirmed
checklist-dexamethasone-received = the patient has the dexamethasone
checklist-antiemetic-received = the patient has the antiemetic
checklist-monitoring-arranged = blood tests and weight checks arranged
checklist-taught = the patient was taught about side effects and whom to tell
card-answer = – { $question } { $answer }
card-asked-weight = Weight:
card-asked-temperature = Temperature:
card-asked-words = In the patient's words:
card-reason-about = • { $cause }: { $about }
card-why = – Reason given: { $why }
cause-taken-while-stopped = Took a dose while this alert held doses back
button-message-patient = Message patient
message-ask = Type your message to { $pseudonym } (reads { $language }). It is passed on word for word, with your name and role.
message-too-late = Nothing was sent to { $pseudonym }: you were asked for the words some time ago. To write now, tap “Message patient” again.
message-empty = Nothing was sent. Please type the words for the patient.
message-sent = On its way to { $pseudonym }. You will be told if it cannot be delivered.
message-not-delivered = Your message to { $pseudonym } could not be delivered. Please phone: { $phone }
message-reply-from = { $pseudonym } ({ $reference }) answers you:
cause-reply = Answered a message of the team
cause-baseline-not-done = Not done before the first dose
cause-check-not-done = Said that a check was not done
cause-check-overdue = No answer about a check, asked twice; not counted as done
card-check = { $what }, { $day }
card-check-overdue =
    { $before ->
        [0] Overdue: { $what } of { $day }
       *[other] Overdue: { $what } of { $day }, and { $before } before it
    }
card-check-done = Done since: { $what } of { $day }
button-monitoring = Monitoring
monitoring-head = Monitoring of { $pseudonym }, in days of treatment (C1D1 is day 1):
monitoring-series = • { $what }: { $days }; at { $at }
monitoring-baseline = before the first dose
monitoring-every = every { $every } days
monitoring-every-until = every { $every } days until day { $until }
monitoring-next = Next: { $what }, { $at }
monitoring-none = No monitoring reminders here.
monitoring-rests = Rests while every medicine is on hold.
monitoring-offered = Offered (NCODA PQI: baseline, weekly for 8 weeks, then at least monthly; more often in the first 3 months to be considered). You decide:
monitoring-nothing-offered = This regimen offers no schedule. Write your own, or none.
monitoring-accept = Accept the offered one
monitoring-closer = Offered, with more checks
monitoring-own = Write my own
monitoring-end = No reminders
monitoring-rest = Rest during a hold
monitoring-goes-on = Go on during a hold
monitoring-mark-done = { $what }, { $day }: done
monitoring-ask-closer = How often, and until which day, before the long intervals begin? Three months end on day 91. Type it like this: every N until day N
monitoring-ask-own =
    Type the schedule on one line, in days of treatment. Kinds: weight, blood test, visit. For example:
    weight: baseline, every 7 until 57, then every 28 at 08:00; blood test: baseline, day 8, day 29
monitoring-made = { $pseudonym }: monitoring is now
monitoring-marked = Noted: { $what } of { $day }, done.
monitoring-problem-closer = Please type how often and until which day, like this: every N until day N
monitoring-problem-closer-room = Checks every { $every } days until day { $until } do not fit before the long intervals begin. Choose a later day.
monitoring-problem-kind = “{ $written }” does not begin with what to check. Write it like this: weight: every 7 until 57; blood test: day 8, day 29
monitoring-problem-part = “{ $part }” cannot be read. Write baseline, day 8, every 7 until 57, every 28, or at 08:00, with commas between.
monitoring-problem-after-end = “{ $part }” comes after a part without an end. Only the last part may go on for ever: every 7 until 57, every 28
monitoring-problem-day = Day { $day } does not come after day { $reached }. Write the days in order.
monitoring-problem-every =
    { $until ->
        [0] Every { $every } days cannot be right. Check the number.
       *[other] Every { $every } days until day { $until } has no check in it: the first would be day { $first }.
    }
monitoring-problem-twice = { $what } is written twice. Put all its days into one part.
monitoring-problem-empty = There is nothing in it. Write it like this: weight: every 7 until 57; blood test: day 8, day 29
cause-missed-run = Doses in a row not taken, or not known
why-unsaid = no reason told
card-adherence = Taken so far: { $first }
card-adherence-both = Taken so far: { $first }; { $second }
card-adherence-drug =
    { $run ->
        [0] { $drug } { $share }
        [one] { $drug } { $share }
       *[other] { $drug } { $share }, the last { $run } in a row not taken or not known
    }
adherence-drug = { $drug }: taken { $share } doses due. Vomited { $vomited }, not taken { $missed }, not known { $unknown }. On hold, so not due: { $held }.
adherence-whys = – Not taken: { $whys }
adherence-why = { $why } ({ $count })
adherence-run = – In a row not taken or not known: now { $run }, at most { $longest }
adherence-sure = { $taken } of { $due }
adherence-between = between { $worst } and { $best } of { $due }

# After an outage: one message to each member of the team.
catch-up-head = Catching up. We were held up from { $since } until { $until } (clinic time).
catch-up-head-clock = Catching up. The clock of the bot's computer was put forward, from { $since } to { $until } (clinic time). The bot was running; what fell between was late.
catch-up-why-bot = Why: the bot was not running.
catch-up-why-telegram = Why: Telegram could not be reached.
catch-up-why-database = Why: the database could not be used.
catch-up-why-unknown = Why: not known. Messages left late.
catch-up-dose-expired = Doses with no message in their time: { $count }. These patients were told not to take it late, and asked what happened.
catch-up-antiemetic-expired = Antiemetics with no reminder in their time: { $count }
catch-up-dose-late = Doses asked about late, still in their time: { $count }
catch-up-asked-again = Open questions asked again: { $count }
catch-up-patients = Patients concerned: { $count }
catch-up-named = • { $pseudonym } · { $reference }: { $what }
catch-up-named-red-flag = • RED FLAG OPEN · { $pseudonym } · { $reference }: { $what }
catch-up-more = and { $count } more: /patients. Whoever does not answer raises an alert by itself.
late-line = • { $at }: { $what }
late-dose-expired = no message about a dose in its time
late-antiemetic-expired = no reminder of an antiemetic in its time
late-dose-late = first message about a dose late
late-asked-again = an open question asked again
timezone-clinic = The clinic goes by { $zone }: { $at } now. Each patient has a clock of their own: /patients, Change plan.
cause-elsewhere = Says they are in another time zone, or will be
card-elsewhere = { $zone }
button-change-zone = Review a change of zone

# On call: hours, days away, deputies and swaps; the change of shift.
button-take = Take { $pseudonym }
staff-away = We were away from { $since } until { $until } (clinic time). If you tapped a button in that time, we did not get it. Still open, as far as we know:
staff-away-lost = We were away for more than a day: what you typed at its beginning did not reach us either.
staff-away-yours = • { $pseudonym } ({ $urgency }), since { $since }: you have it, and have not ended it.
staff-away-more = and { $count } more: /alerts
staff-away-asked =
    { $count ->
        [1] One question that we had asked you stands again below.
       *[other] { $count } questions that we had asked you stand again below.
    }
staff-away-asked-more = { $count } older ones are not repeated. What they were about is as it was.
button-show-card = Card of { $pseudonym }
handover-off-head = Your hours on call are over. Your open alerts:
handover-asked = • { $pseudonym } ({ $urgency }): { $names } asked to take over. Until somebody does, it stays with you.
handover-stays = • { $pseudonym } ({ $urgency }): stays with you, due { $due }.
handover-off-until = What nobody has taken over by { $until } rings as open again.
handover-on-head = You are on call. Please take what waits:
alerts-head = Open alerts: { $count }. The gravest first; tap one for its card.
alerts-yours = • { $pseudonym } ({ $urgency }), since { $since }: you have it.
alerts-with = • { $pseudonym } ({ $urgency }), since { $since }: with { $name }.
alerts-more = and { $count } more, none of them graver. They come up here as these end.
handover-open = • { $pseudonym } ({ $urgency }), since { $since }: nobody has it.
handover-from = • { $pseudonym } ({ $urgency }), since { $since }: with { $name }, who is off duty.
roster-now = On call now: { $names }.
roster-now-nobody = Nobody is on call now. Rung instead: { $names }.
roster-next = Next, { $at }: { $names }.
roster-next-nobody = Next, { $at }: nobody is on call. Rung instead: { $names }.
roster-hours = Your hours: { $hours }.
roster-hours-any = Your hours: not set, so you are on call at any hour.
roster-hours-none = Your hours: none. You are rung only when nobody is on call, or nobody answers.
roster-of = { $name }: { $hours }
roster-any-hour = any hour
roster-no-hours = no hours
roster-shift = { $days } { $since }–{ $until }
roster-shift-whole = { $days }, day and night
roster-days = { $first }–{ $last }
roster-every-day = every day
roster-away = Away: { $days }.
roster-covered = { $name } does your shifts: { $days }.
roster-covers = You do the shifts of { $name }: { $days }.
roster-other-away = { $name } is away: { $days }.
roster-other-covered = { $deputy } does the shifts of { $name }: { $days }.
roster-deputy-free = { $name } is back. You no longer do their shifts of today.
roster-how =
    To change something, type one line, in the clinic's time. For example:
    Mon-Fri 08:00-17:00; Sat 09:00-13:00
    any hour, or none
    away 24 Dec to 2 Jan; when you are back sooner: back
    Clara covers me on Mon 4 May
    swap Mon 4 May with Clara on Tue 5 May
roster-noted = Noted.
roster-asked = { $name } has been asked. Nothing changes until { $name } says yes.
roster-offer = { $name } asks you to do their shifts: { $days }.
roster-to = { $since } to { $until }
roster-on = { $day }
roster-offer-swap = { $name } asks you to swap: you do the shift of { $since }, { $name } does yours of { $theirs }.
roster-yes = Yes, I will
roster-no = No, I cannot
roster-agreed = Agreed.
roster-refused = { $name } cannot. Your shifts of { $since } stay yours.
roster-refused-noted = Noted: no. Nothing changes.
roster-offer-over = That is no longer needed. Nothing changes.
roster-gap-head = Nobody is on call:
roster-gap = • { $since } to { $until }
roster-gap-more = and { $count } more times
roster-gap-foot = Then alerts ring { $names } first, then everybody. To fill it: /oncall
roster-problem-hours = “{ $written }” cannot be read. Type hours like this: Mon-Fri 08:00-17:00; Sat 09:00-13:00. Or: away 24 Dec to 2 Jan. /oncall shows more.
roster-problem-day = “{ $written }” is not a day that can be read. Type it like this: 24 Dec, or Mon 4 May.
roster-problem-past = { $day } is past. Type a day from today on.
roster-problem-weekday = “{ $written }”: that day is { $day }. Please type it again.
roster-problem-order = From { $since } to { $until } cannot be right: at most a year, and the first day first.
roster-problem-name = Nobody in your team goes by “{ $written }”, or more than one does. Type a name as it stands here: { $names }.
weekday-mon = Mon
weekday-tue = Tue
weekday-wed = Wed
weekday-thu = Thu
weekday-fri = Fri
weekday-sat = Sat
weekday-sun = Sun

# The team's group chat: pseudonym, urgency and who has it, nothing else.
group-take = I'll take it
group-open = Nobody has taken it yet.
group-taken = Taken by { $name }.
group-resolved = Resolved by { $name }.
group-welcome = From now on this group hears of your team's alerts: pseudonym and urgency only. Whoever takes one gets the details privately. Nothing written here is read. Please write nothing about patients here.
group-code =
    Add the bot to your team's group, then type there: /team { $code }
    The code holds once, until { $until }, and only for staff of your team.
group-bound-already = Your team has a group. Another one takes its place. To have none: /team unbind
group-bound-none = Your team has no group yet.
group-leads-only = Only your team's lead can bind a group.
group-farewell = This group no longer hears of alerts. The bot leaves it now. Alerts go on in private chats.
group-card-ended = { $pseudonym }: no longer shown in this group.
group-unbound = Your team's group is unbound: it hears of no alert any more. Alerts go on here, in private chats. To bind a group again: /team
group-lost = The bot is no longer in your team's group. Alerts go on here, in private chats. To bind a group again: /team
toast-open-chat = The card cannot reach you. Open the private chat with this bot first, then tap again.
