# Joining, as the patient reads it: link, language, number, privacy, plan, tablets.

join-language =
    Which language would you like?
    ¿En qué idioma prefiere seguir?
join-number = Please type the 6-digit number that your pharmacist gave you.
join-number-wrong =
    That number is not right. { $left ->
        [one] You can try once more.
       *[other] You can try { $left } more times.
    }
join-locked = That number was not right. This link no longer works. Please ask your clinic for a new link. In an emergency call { $emergency }.
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
join-link-over = This link does not work any more. Ask your clinic for a new one.
join-already = You have answered this before. Nothing changes.
join-refused = All right. We will not write to you about your doses. Your treatment does not change. We are telling your team. Questions? Phone { $phone }.
join-done = Thank you. All is ready now. We will write to you on your dose days. If something is wrong, tell us here at any time. You can always phone { $phone }.
join-not-started = Your first dose was planned for now, but not everything is ready here. Please do not start yet. We are telling your pharmacist. Phone { $phone }.
join-not-ready = Your plan has a dose on { $day }, but not everything is ready here. So we do not write to you about this dose. Phone { $phone } before you take it. We are telling your pharmacist.

plan-shown = This is your plan:
plan-drug = • { $drug } ({ $brand }) { $mg } mg = { $tablets }, on its days at { $at }
plan-drug-held = • { $drug } ({ $brand }): ON HOLD, not to be taken. Before the hold: { $mg } mg = { $tablets }, on its days at { $at }
plan-visit = • At the clinic: { $name }. Your team gives it to you there. You do not take it yourself.
plan-first-days = Your first dose days:
plan-next-days = Your next dose days:
plan-day = • { $day }: { $drugs }
plan-right = Is this what your pharmacist told you?
plan-yes = Yes, it is
plan-no = No, it is different
plan-wrong = Thank you for telling us. We are telling your pharmacist now. Please do not take anything from this plan before you have spoken with them: { $phone }.

tablets-ask = Do you have your tablets of { $drugs } at home?
tablets-yes = Yes, I have them
tablets-no = No, not yet
tablets-tell-us = All right. We will ask you again in a day. Without tablets we do not write to you about doses. If your first dose is close, phone { $phone }.
