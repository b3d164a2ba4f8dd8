# What a patient reads about a report that is with the team (S6, S7). Never more certain than the truth.

alert-passed-on = Passed on at { $at }. Nobody has read it yet. If you get worse, or nobody answers, phone { $phone }.
alert-passed-on-routine = Passed on at { $at }. Nobody has read it yet. Your team reads it in working hours. If you get worse, or cannot wait, phone { $phone }.
alert-seen = Seen by a { $role } at { $at }. If you get worse, phone { $phone }.
alert-nobody = Nobody from your team has answered yet. Do not wait. Phone { $phone } now. If nobody answers there, or you get worse, call { $emergency }.
alert-nobody-emergency = Nobody from your team has answered yet. Do not wait. Call { $emergency } now. Your team: { $phone }.
alert-looked-after = A { $role } has dealt with what you told us. Questions, or worse again? Phone { $phone }.
alert-goes-ahead = { $name } ({ $role }) has looked at what you told us. Your next dose goes ahead as planned. Please wait for our message about it.
alert-passed-on-emergency = Passed on at { $at }. Nobody has read it yet. Do not wait for us: call { $emergency }.
alert-seen-emergency = Seen by a { $role } at { $at }. If you have not called { $emergency } yet, call now.
alert-nobody-again = What you told us is not settled yet, and nobody is on it right now. If you are no better, phone { $phone } now. In an emergency call { $emergency }.
alert-asked-again = What you told us is not settled yet, and nobody is on it right now. We have just asked your team again. If nobody has phoned you, or you get worse, phone { $phone }.
alert-asked-again-emergency = What you told us is not settled yet, and nobody is on it right now. We have just asked your team again. If nobody has helped you yet, do not wait for us: call { $emergency }.
alert-taken-over = A { $role } has taken this over from a colleague at { $at }. If you get worse, phone { $phone }.
alert-rest-unread = Something else you told us has not been read yet.
alert-looked-after-part = A { $role } has dealt with part of what you told us. The rest is still open. If you get worse, phone { $phone }.
alert-nobody-routine = Nobody from your team has answered yet about what you told us. If it still troubles you, phone { $phone }. If you get worse, do not wait.
# Words between a named member of staff and the patient.
message-from = { $name } ({ $role }) writes to you:
message-reply = You can answer here in your own words. If it cannot wait, phone { $phone }.
message-reply-passed-on = Your answer has been passed on to { $name }.
