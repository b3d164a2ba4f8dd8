# Dose days: what we say by ourselves, the answers, and what we say back.
# Only `dose-take` (and `antiemetic` in antiemetic.ftl, for its own medicine) may say "take". Every other sentence asks, or says not to.
# A message may be read twice, or hours late: it names its day and time, and never says "today" or "tomorrow".

heads-up = Dose day: { $day }.
heads-up-drug = • { $at }: { $drug } ({ $brand }) { $mg } mg = { $tablets }
tablets-marked =
    { $count ->
        [one] { $count } tablet marked { $strength } mg
       *[other] { $count } tablets marked { $strength } mg
    }
tablets-and = { $said } + { $another }
heads-up-drug-unread = • { $at }: { $drug } ({ $brand }) { $mg } mg
heads-up-not-today = This is only to let you know. Do not take them yet. We will write to you at the time.

dose-take = { $at }. It is time for this dose. Please take:
dose-drug = • { $drug } ({ $brand }) { $mg } mg = { $tablets }
dose-other-box = If your box says another number, do not take them yet. Tap “My box is different”.
dose-held = Do not take { $drug }: it is on hold.
dose-not-due = No { $drug } on this day.
dose-no-antiemetic = You told us that you have no { $name }. We passed this on to your pharmacist. To talk before this dose, phone { $phone }.
dose-until = If you read this after { $until } on { $day }, do not take it; tell us.
dose-late = { $at }. We could not remind you of this dose on time. We are sorry. Did you take it already?
dose-late-box = { $at }. Thank you for looking at your box. Did you take this dose already?
dose-late-held = { $at }. We had held back our message about this dose. Did you take it already?
dose-late-until = If you took it, do not take a second one. If not, you can still take it until { $until }. After { $until } on { $day }, do not take it; tell us.

held-ask = Did you take this dose already? If you took it, do not take a second one. If not, you can still take it until { $until }. After { $until } on { $day }, do not take it; tell us.
nudge-ask = Did you take this dose? We have no answer yet. If you took it, do not take a second one. After { $until } on { $day }, do not take it.
other-ask = This one is still open: did you take it? If you did, do not take a second one. After { $until } on { $day }, do not take it.
away-ask = Did you take this dose? If you did, do not take a second one. After { $until } on { $day }, do not take it.
morning-ask = We still do not know about this dose. Did you take it? Its time ended at { $until } on { $day }.
clock-of = These times are by the clock of { $place }.
ask-drug = • { $at }: { $drug } ({ $brand }) { $mg } mg ({ $tablets })

closed-head-next-day = The time for the dose of { $day } ended at { $until } on { $ended }. We have no answer from you.
closed-head = The time for the dose of { $day } ended at { $until }. We have no answer from you.
gap-head-next-day = We could not reach you in time about the dose of { $day }. We are sorry. Its time ended at { $until } on { $ended }.
gap-head = We could not reach you in time about the dose of { $day }. We are sorry. Its time ended at { $until }.
do-not-take-now = Do not take it now. Do not take more next time.
what-happened = What happened with this dose? Please tap an answer.
away = We were away from { $since } until { $until }. If you tapped a button in that time, we did not get it. We are sorry. We ask again about what was open.

answer-taken = Taken
answer-earlier = Took the earlier amount
answer-taken-both = Taken both
answer-only = Only one…
answer-only-drug = Only { $drug }
answer-later = Later
answer-not-taking = Not taking it
answer-did-not-take = I did not take it
answer-vomited = I vomited it
answer-not-sure = Not sure
answer-box = My box is different
answer-none-left = I have none
answer-not-now = Not now
only-which = Which one did you take?

noted-before = You had told us already. Nothing changes.
noted-taken = Noted: you took { $drug } { $mg } mg, the dose of { $day }, { $at }. Do not take it a second time.
noted-later = The dose of { $day }, { $at } ({ $drug } { $mg } mg): your earlier answer stays. Do not take it a second time.
noted-not-taking = Noted: { $drug } { $mg } mg not taken, the dose of { $day }, { $at }.
noted-vomited = Noted: you vomited { $drug } { $mg } mg, the dose of { $day }, { $at }.
noted-not-sure = Noted: you are not sure about { $drug } { $mg } mg, the dose of { $day }, { $at }. Do not take another.
noted-box = Noted: your box is different ({ $drug } { $mg } mg, the dose of { $day }, { $at }). Do not take the tablets yet.
read-not-taken = Good. Please tell us once you have taken it: tap the button, or write “taken”.
later-noted = All right. We will ask you again at { $at }.
later-too-late = We cannot ask again in time: this dose ends at { $until }. After { $until } on { $day }, do not take it; tell us.
do-not-take-another = Do not take another. We are telling your pharmacist. If you feel unwell, phone { $phone } now.
no-repeat-selinexor = Selinexor: do not take it again, and do not make it up later. The next one is on your next planned selinexor day.
no-repeat-dexamethasone = Dexamethasone: please do not decide by yourself. Your pharmacist will tell you what to do. You can phone { $phone }.
late-dexamethasone = Dexamethasone: please do not decide by yourself. Ask your pharmacist first: { $phone }.
next-dose = Your next dose day: { $at }. We will write to you then and name the medicine.

again-ask = You told us about this dose before. Are you telling us again, or did you take a second dose?
again-telling = I am telling you again
again-second = I took a second dose
again-fine = Thank you. Nothing changes. Do not take another.

why-ask = What was the reason? Your answer helps your team.
why-sick = I feel unwell
why-no-tablets = I have no tablets
why-told-not-to = My team told me not to
why-forgot = I forgot
why-other = Another reason
why-noted = Thank you for telling us. Your team will see it. Questions? Phone { $phone }.
why-noted-sick = Thank you for telling us. Please tap “Report a problem” and tell us how you feel. If you feel very ill, phone { $phone } now.

box-new = You get a new box of { $drug }. When you have it, please look at it.
box-first = { $at }. It is the time for this dose. Your box is new, so look at it first.
box-dose = • { $drug } { $mg } mg
box-wait = Do not take the tablets yet.
box-ask = Look at your { $drug } box. How many mg does it say for one tablet?
box-ask-several = You may have more than one box of { $drug }. Look at one of them. How many mg does it say for one tablet?
box-next = You read { $mg } mg. Now look at your other { $drug } box. How many mg does it say for one tablet?
box-no-other = I have no other box
box-which = Which box is different?
box-which-drug = The { $drug } box
box-mg = { $mg } mg
box-other = Another number
box-differs = Do not take { $drug } yet. The number on your box is not the one in your plan. We are telling your pharmacist now. Please phone { $phone }.
box-missing = Do not take { $drug } yet. Your dose also needs tablets from another box. We are telling your pharmacist now. Please phone { $phone }.
box-right = Thank you. The number on your box is right.

stopped = You told us: { $what }. Speak with your team before the dose of { $at }: { $phone }.
stopped-by-team = Speak with your team before the dose of { $at }: { $phone }. Something has to be made clear first.
stopped-by-mistake = We made a mistake. Your team had noted a weight for you that was wrong. It no longer counts. Still, speak with your team before your next dose: { $phone }.
stopped-not-sure = you are not sure about a dose
stopped-box-differs = the number on your box is different
stopped-too-much = you may have taken too much
stopped-wrong-day = you took a dose on another day
stopped-pregnancy = you or your partner may be pregnant
stopped-something = something that your team has to look at first

early-ask = This dose is still to come. Did you take it already?
early-yes = Yes, I took it already
early-no = No, not yet
wrong-day-ask-drug = No { $drug } is planned for you on { $day }. Did you take some on this day?
wrong-day-ask = No dose is planned for you on { $day }. Did you take one on this day?
wrong-day-yes = Yes, I took one
wrong-day-earlier = I mean an earlier day
wrong-day-no = No
wrong-day-fine = Thank you. Nothing changes. We will write to you when a dose is due.
change-ask = You can change your answer about this dose. Do not take it now. What happened with it?
change-none = In the last 7 days there is no answer to change.
which-ask = Which one do you mean?
which-dose = The dose
which-late-dose = The earlier dose
which-antiemetic = { $name }

held-day = { $at }: do not take { $drug }. It is on hold.
held-day-phone = Your team will tell you when it goes on. Questions? Phone { $phone }.
change-replaces = This message no longer counts. Your plan has changed. Do not take anything because of it. Please read our newest message.
change-understood = Thank you. Noted.
change-not-understood = Thank you for telling us. We are telling your pharmacist now. Please speak with your team before your next dose: { $phone }.
changed-ask = This dose has changed. Did you take it before the change, even in the old amount? Then do not take any more. After { $until } on { $day }, do not take it.
told-changed = Your plan has changed. { $name } ({ $role }) decided this. It starts on { $day }.
told-drug-same = • { $drug } goes on as planned.
told-drug-held = • { $drug } is on hold. Do not take { $drug }.
told-drug-stays-held = • { $drug } stays on hold. Do not take { $drug }.
told-drug-resumed = • { $drug } goes on: { $mg } mg, at { $at }.
told-drug-dose = • { $drug } changes: { $mg } mg, at { $at }. Until now it was { $before } mg.
told-drug-days = • { $drug } has other days. The amount stays { $mg } mg.
told-drug-tablets = • { $drug }: you get new tablets. The dose stays { $mg } mg.
told-drug-time = • { $drug } has a new time: { $at }.
told-drug-stopped = • { $drug } has ended for you. Do not take { $drug } any more.
told-new-box = Your tablets of { $drug } come in a new box. Before the first dose from it, we ask you which number is on it.
told-until = We plan to go on with { $drugs } from { $day }. We will write to you before.
told-no-date = Your team will tell you when to go on with { $drugs }.
told-until-then = The hold of { $drugs } stays until { $day }. Do not start again before then.
told-dexamethasone-alone = Go on with dexamethasone as planned. Do not stop it suddenly on your own.
told-zone = Your times are now the times of { $zone }.
told-start = Your treatment now starts on { $day }.
told-antiemetics-off = • Your anti-sickness medicine is on hold too. We do not remind you of it.
told-antiemetics-off-now = • Your anti-sickness medicine is on hold from now on. We do not remind you of it.
told-antiemetics-end = • We do not remind you of your anti-sickness medicine any more. Ask your team if you still need it.
told-antiemetics-on = • We remind you of your anti-sickness medicine again.
told-antiemetic-removed = • Anti-sickness medicine: { $name } { $amount } is no longer in your plan.
both-drugs = { $first } and { $second }
told-days = Your next dose days:
told-no-days = No dose is planned for you in the next 5 weeks.
told-day = • { $at }: { $what }
told-day-both = • { $at }: { $first }, { $second }
told-dose = { $drug } { $mg } mg
told-foot = We will write to you on each planned day. Questions? Phone { $phone }. Please tap “I have understood”.
told-foot-stopped = We will not write to you about doses any more. You can still tell us here how you feel. Questions? Phone { $phone }. Please tap “I have understood”.

today-head = { $day }:
today-dose-unread = • { $drug } { $mg } mg: { $state }
today-dose = • { $drug } { $mg } mg ({ $tablets }): { $state }
today-none = No dose is planned for you on this day.
today-speak-first = Speak with your team before your next dose: { $phone }.
today-next = Your next dose day: { $at }.
today-next-held = Your next dose day: { $at }. It is on hold. Do not take that dose.
state-planned = planned
state-asked = no answer yet
state-taken = taken
state-vomited = taken and vomited
state-not-taken = not taken
state-held = on hold
state-unknown = not known
state-not-sure = not sure

# Instead of a question that has been answered, wherever it stands in the chat.
answered-head = Dose of { $at }:
answered-antiemetic = { $at }: { $name }.
answered-dose = • { $drug } { $mg } mg: { $state }. Noted { $at }.
answered-taken = Taken. Noted { $at }.
answered-none = You have none. Noted { $at }.
answered-not-now = Not taken then. Noted { $at }.
schedule-head = Your dose days in the next 4 weeks:
schedule-dose = • { $at }: { $drug } { $mg } mg ({ $tablets })
schedule-dose-unread = • { $at }: { $drug } { $mg } mg
schedule-held = • { $at }: { $drug } is on hold. Do not take it.
schedule-visit = • { $day }: visit to the clinic ({ $name }). You do not take this at home.
schedule-none = No dose is planned in these weeks.
schedule-foot = Each dose is for its own day only. If your team changes a day, we will tell you.
away-lost = What you wrote before { $before } did not reach us. If it was important, write it again, or phone { $phone }.
