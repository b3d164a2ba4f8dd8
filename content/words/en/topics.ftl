# The topics under which the lessons are listed.

topic-tablets = My tablets
topic-days = Dose days and missed doses
topic-effects = Side effects
topic-steroid = Dexamethasone
topic-life = Daily life
topic-chat = This chat
