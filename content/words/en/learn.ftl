# Short answers to questions: the frame around the lessons. The lessons themselves are in lessons/en.

learn-head = What would you like to know? Tap a topic. You can also type your question here.
learn-topic = { $topic }: which one?
learn-ended = Your treatment here has ended. If you have a question, phone { $phone } or write it here. Your team reads it.

lesson-helps = That helps
lesson-team = Ask my team
lesson-which = Which of these do you want to know? If none fits, tap “Ask my team”.
lesson-or-report = Do you have it now? Tap it. We will ask a few short questions.
lesson-helped = Good. You can ask us again at any time.
