# A patient who is in another time zone. Nothing changes by itself; the pharmacist decides.

command-timezone = You are in another time zone

timezone-now = Our messages go by the clock of { $place }. There it is { $at } now.
timezone-ask = Are you somewhere else, or will you be soon? Type the name of the nearest big city.
timezone-stay = Nothing changes
timezone-which = Which one do you mean?
timezone-is = { $place } ({ $zone })
timezone-unknown = We do not know this place. Nobody has read it. Please type the name of a big city near you. Is it about something else? Tap “Report a problem”.
timezone-same = The clock in { $place } shows the same time. Nothing has to change.
timezone-next-dose = Your next dose: { $at } in { $here }. That is { $there_at } in { $there }.
timezone-both-now = It is { $at } in { $here } and { $there_at } in { $there }.
timezone-until-then = Nothing changes by itself. Our messages go by the clock of { $here } until your pharmacist has changed your plan.
timezone-shall-we = Shall we tell your pharmacist that you are in { $place }, or will be?
timezone-tell = Yes, tell them
timezone-told = Until you hear from your pharmacist, our messages go by the clock of { $here }.
timezone-unchanged = All right. Our messages go by the clock of { $here }.
