# Blood tests, weights and clinic visits: reminders, answers, and what we say back.
# They stand on a lock screen: the day first, then quiet words. A message may be read hours late, so it never says "today".

check-blood-test = blood test
check-weight = weight
check-visit = clinic visit

check-head = { $day }. A reminder for this day: { $what }.
check-first = { $day }. Before your first dose: { $what }.
check-how-done = Tap “Done” when you have been.
check-how-weight = Please weigh yourself. Then type the number here, like this: 72.5 kg
check-visit-for = The clinic gives you { $name } there. You have nothing to take at home for it.
check-again = { $day }: we have no answer yet about your { $what }.
check-again-done = Have you been? Please tap an answer. If it was on another day, that counts too.
check-again-weight = A weight from now is fine too. Type the number here, like this: 72.5 kg

answer-check-done = Done
answer-check-not-yet = Not yet
answer-check-not-done = I have not been
answer-send-weight = Send my weight
answer-no-weight = I cannot weigh myself

check-noted-done = Noted: { $what } of { $day }, done. Thank you.
check-noted-not-yet = That is fine. Tap “Done” above when you have been.
check-noted-not-done = Noted: { $what } of { $day }, not done. Thank you for telling us. We are letting your team know.

today-check = • { $what }: { $state }
check-state-planned = planned
check-state-asked = no answer yet
check-state-done = done
check-state-not-done = not done
check-state-overdue = not known
check-state-paused = not needed now
which-check = The blood test or visit

check-reminded = We also remind you of: { $what }.
check-changed = Your team has changed what we remind you of.
check-none = We no longer remind you of blood tests or of your weight. Your team tells you when they are due.
check-answered = { $day }, { $what }: { $state }.
