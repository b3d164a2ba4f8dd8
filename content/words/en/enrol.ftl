# Joining: link, language, number, privacy, plan, tablets, box. Then what a pharmacist reads when an enrolment is refused.

join-language =
    Which language would you like?
    ¿En qué idioma prefiere seguir?
join-number = Please type the 6-digit number that your pharmacist gave you.
join-number-wrong =
    That number is not right. { $left ->
        [one] You can try once more.
       *[other] You can try { $left } more times.
    }
join-locked = That number was not right. This link no longer works. Please ask your clinic for a new link. In an emergency phone { $emergency }.
join-privacy =
    Before we start, please read this.
    • We write to you on your dose days. You can tell us how you feel.
    • We keep your plan, your phone number, your weight, your answers and what you write here. Your care team sees this.
    • Chats with a bot on Telegram are not end-to-end encrypted. Telegram could read them.
    • This is not an emergency service. Nobody reads this chat all the time.
    • You can stop at any time: phone { $phone }.
    Do you agree?
join-agree = I agree
join-not-agree = I do not agree
join-already = You have answered this before. Nothing changes.
join-refused = All right. We will not write to you about your doses. Your treatment does not change. We are telling your team. Questions? Phone { $phone }.
join-done = All is ready. We will write to you before each dose. If something is wrong, tell us here at any time. You can always phone { $phone }.
join-not-started = Your first dose was planned for now, but not everything is ready here. Please do not start yet. We are telling your pharmacist. Phone { $phone }.

plan-shown = This is your plan:
plan-drug =
    • { $drug } ({ $brand }) { $mg } mg = { $count ->
        [one] { $count } tablet marked { $strength } mg
       *[other] { $count } tablets marked { $strength } mg
    }, on its days at { $at }
plan-drug-held =
    • { $drug } ({ $brand }): ON HOLD, not to be taken. Before the hold: { $mg } mg = { $count ->
        [one] { $count } tablet marked { $strength } mg
       *[other] { $count } tablets marked { $strength } mg
    }, on its days at { $at }
plan-antiemetic =
    • Against nausea: { $name } { $amount }, { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } before the dose
plan-first-days = Your first dose days:
plan-day = • { $day }
plan-right = Is this what your pharmacist told you?
plan-yes = Yes, it is
plan-no = No, it is different
plan-wrong = Thank you for telling us. We are telling your pharmacist now. Please do not take anything from this plan before you have spoken with them: { $phone }.

tablets-ask = Do you have your selinexor tablets at home?
tablets-yes = Yes, I have them
tablets-no = No, not yet
tablets-tell-us = All right. We will ask you again in a day. Without tablets we do not write to you about doses. If your first dose is close, phone { $phone }.

join-staff-waiting = Thank you, { $name }. Whoever invited you still has to confirm that it is you. Until then nothing is shown here.
join-staff-confirmed = Welcome, { $name }. You will get the alerts of your team's patients in this chat. Send /help to see what you can do.

enrol-no-regimen = There is no such regimen. Choose one of: { $known }.
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
