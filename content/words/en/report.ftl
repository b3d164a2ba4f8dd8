# Telling us about a problem: the frame around the questions. The questions themselves are in symptoms.ftl.

report-what = What is wrong? Tap it, or write it in your own words.
report-words-kept = We have kept your words for your team. Please also tap an answer.
report-unreadable-weight = We could not read a weight there. Please type it like this: 72.5 kg
report-unreadable-temperature = We could not read a temperature there. Please type it like this: 37.8
report-already-passed-on = This question is closed. What you had told us is with your team. Is there more? Write it here, or tap “Report a problem”.
report-left = You started to tell us about: { $symptom }. We are passing on what you have told us. If there is more, tell us any time.
report-noted = Thank you. We have noted it.
readback-ask = You wrote “{ $typed }”. What did you mean?
readback-weight = { $value } kg
readback-temperature = { $value } °C
readback-no = None of these
offer-symptoms = Is it one of these? If so, tap it. We will ask a few short questions.
offer-none = None of these
report-which = { $area }: which is it? You can also write it in your own words.
last-time = On { $day } you told us:
last-time-answer = – { $question } { $answer }
last-time-same = Same as last time
checkin-head = { $day }. A few short questions from your care team.
checkin-again = { $day }. We have not heard from you yet. Please tap an answer.
checkin-move = Another time
checkin-when = When shall we ask you? This moves our questions only, never your tablets.
checkin-later = Later today, at { $at }
checkin-later-told = Good. We will ask once more later today.
checkin-time = Each time at { $at }
checkin-moved = From now on we ask you at { $at }. Today’s question still waits above.
