# What every chat has in common: the menu, help, languages, and the sentences for when something goes wrong.
# Short sentences, one idea each. $phone is the clinic's 24-hour line, $emergency the emergency number.

language-en = English
language-es = Spanish
language-name-en = English
language-name-es = Español
language-ask = Which language would you like?
language-changed = From now on we write to you in English.

button-report = Report a problem
button-today = Today
button-schedule = My dose days
button-learn = Learn more
button-contact = Who to phone
button-change-answer = Change my answer
button-understood = I have understood
button-not-understood = It is not clear to me
button-back = Back
button-cancel = Cancel
button-old = This button is too old. It no longer works. Here is how things stand now.

command-report = Report a problem
command-today = Today's dose and the next one
command-schedule = Your dose days
command-learn = Short answers to common questions
command-weight = Send your weight
command-contact = Who to phone
command-language = English or Spanish
command-help = What you can do here
command-alerts = Open alerts
command-patients = Your patients
command-lab = Enter blood results, a weight
command-oncall = Who is on call, your hours
command-team = Bind your team group

help =
    We write to you on your dose days.
    Something wrong? Tap “Report a problem”, or write it in your own words. Your care team reads it.
    Nobody reads this chat all the time. If you are worried, phone { $phone }, day or night.
    Emergency: call { $emergency }.
help-stopped =
    Your treatment here has ended. We do not write to you about doses any more.
    Something wrong? Tap “Report a problem”, or write it in your own words. Your care team reads it.
    If you are worried, phone { $phone }, day or night. Emergency: call { $emergency }.
help-before =
    You have not finished joining. Please answer our last question above.
    Until then we do not write to you about doses.
    Questions? Phone { $phone }. Emergency: { $emergency }.
contact =
    Your care team, day and night: { $phone }.
    Emergency: { $emergency }.
    Nobody reads this chat all the time. If you feel very ill, do not wait for an answer here. Phone.

unreadable = We cannot listen to voice messages here, or open pictures, videos and files. Please write it in words, or phone { $phone }. We are telling your team that you sent something.
unsaved = I could not save this. Nobody has seen it. Phone { $phone }. In an emergency call { $emergency }.
stranger = Nobody reads messages here. Please ask your clinic for a new link. In an emergency call { $emergency }.
plain-instead = We had a message for you, but we could not send it. Please phone { $phone } and ask. In an emergency call { $emergency }.
