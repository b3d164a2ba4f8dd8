# Changes of plan, as pharmacists read them: the menu, each step and how it is typed, the review card, holds that last.

button-hold = Hold
button-resume = Resume
button-change-plan = Change plan
button-plan = Plan

change-what = { $pseudonym }: what is to change? The plan now:
change-kind-hold = Hold
change-kind-resume = Resume
change-kind-dose = Selinexor dose
change-kind-dexdose = Dexamethasone dose
change-kind-time = Time of day
change-kind-zone = Time zone
change-kind-start = Start date
change-kind-box = New box
change-kind-stop = Stop for good
change-drugs-both = Both
change-drugs-sel = Selinexor only
change-drugs-dex = Dexamethasone only
change-not-read = I could not read that for certain.
change-how-until = Or type a day, such as 18 May, or 18 May 2026.
change-how-resume-day = Or type a day, such as 18 May, or 18 May 2026.
change-how-dose = Or type an amount with its cycle days, such as: 80 mg days 1, 3
change-how-dex-too = Or type an amount with its cycle days, such as: 20 mg days 1, 3
change-how-dexdose = Type the amount with its cycle days, such as: 20 mg days 1, 3
change-how-time = Type it as 09:00.
change-how-zone = Type a city or Area/City, such as America/New_York.
change-how-start = Type a day, such as 18 May, or 18 May 2026.
change-how-box = Type the name and the numbers on the box or boxes, such as: Xpovio, 60 + 40 mg

hold-what = Hold for { $pseudonym }: which medicine, and what happens to the antiemetics? Nothing is inferred. The plan now:
hold-both-antiemetics-off = Both, antiemetics off
hold-both-antiemetics-on = Both, antiemetics go on
hold-selinexor-antiemetics-on = Selinexor, antiemetics on
hold-selinexor-antiemetics-off = Selinexor, antiemetics off
hold-dexamethasone = Dexamethasone only
hold-how-long = Is there a planned day to go on? It then goes on by itself, unless you change it. It applies to everything on hold.
hold-no-date = No date yet
hold-until = Goes on { $day }
hold-ends = { $pseudonym } · { $reference }: the hold ends as planned on { $day }. The patient gets the usual heads-up the evening before. To keep it on hold, tap “Hold”.
resume-which = { $pseudonym }: which medicine goes on?
resume-not-held = { $pseudonym }: nothing is on hold.
resume-ask = { $pseudonym }: from which dose day does the plan go on?
resume-from = From { $day }

change-dose = { $pseudonym }: which dose of selinexor? Level 0 is the starting dose, the others are the steps of the ladder.
change-level = Level { $level }: { $mg } mg, days { $days }
change-dex-too = Selinexor { $mg } mg on cycle days { $days }. And dexamethasone? Its days are not inferred.
change-dex-days = Dexa { $mg } mg, days { $days }
change-dexdose = { $pseudonym }: which dose of dexamethasone?
change-time-of = { $pseudonym }: a new time for which medicine?
change-time = { $pseudonym }: at what time of day?
change-zone = { $pseudonym }: in which time zone does the patient live now?
change-zone-near = Did you mean one of these?
change-zone-is = { $zone }
change-start = { $pseudonym }: C1D1 is { $day } now. What is the new one? Every cycle day moves with it.
change-box-of = { $pseudonym }: a new box of which medicine?
change-box = { $pseudonym }: what stands on the new box of { $drug }?
change-stop = { $pseudonym }: which medicine ends for good? Name each; dexamethasone is not inferred.

change-from = The patient already has messages about a dose of this day. From when does the change count? Already sent:
change-sent-dose = • { $at }: { $drug } { $mg } mg, { $state }
change-sent-antiemetic = • { $at }: { $name }
change-sent-held = • { $day }: “on hold, do not take it”
change-from-today = Today too: take it back
change-from-next = From the next dose day
change-from-day = From { $day }
change-which-day = From which day does the change count? Tap one, or type a day such as 18 May, or 18 May 2026.
change-reason = { $pseudonym }: please type the reason. It is kept with the plan. The review follows; nothing is changed yet.
change-cannot = This cannot be done: a hold would end before it begins, or a day would lie outside the cycle.
change-nothing = This is what the plan says already.
change-not-made = Nothing was changed.
change-made = { $pseudonym }: changed, from { $day }. The patient is being told and asked to confirm.
change-made-unjoined = { $pseudonym }: changed, from { $day }. The patient has not joined yet and will confirm the new plan.

review-head = REVIEW: { $pseudonym } · { $reference }. Change from { $day }. Nothing is changed yet.
review-before = Before:
review-after = After:
review-from = From { $day }:
review-drug = • { $drug } ({ $brand }) { $mg } mg = { $tablets }, days { $days } of { $cycle }, at { $at }
review-drug-held = • { $drug } ({ $brand }) ON HOLD; otherwise { $mg } mg = { $tablets }, days { $days } of { $cycle }, at { $at }
review-antiemetics-held = • Antiemetics ON HOLD
review-clocks = • C1D1 { $day }, clocks of { $zone }
review-all-stopped = • All stopped
review-days = Next dose days, patient's time:
review-no-days = No dose day in the next 5 weeks.
review-dose = { $drug } { $mg } mg ({ $tablets })
review-held = { $drug } ON HOLD
review-reason = Reason:
review-told = The patient will be told ({ $language }):
review-dexamethasone-ends = Dexamethasone ends too. Leaflets: it is not stopped suddenly on one's own (withdrawal). Weekly pulses as planned are not meant. The prescriber decides.
review-make = Make this change
review-other-day = From another day
review-stale = Something has changed since you last looked. Please review again.
review-unusual = Unusual. Are you sure that this is right for this patient?
review-sure = Yes, I am sure
staff-plan-later = Changes again on { $day }, as decided.
