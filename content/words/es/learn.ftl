# Respuestas cortas a dudas: el marco de las lecciones. Las lecciones están en lessons/es.

learn-head = ¿Qué quiere saber? Pulse un tema. También puede escribir aquí su pregunta.
learn-topic = { $topic }: ¿cuál?
learn-ended = Su tratamiento aquí ha terminado. Si tiene una pregunta, llame al { $phone } o escríbala aquí. Su equipo la lee.

lesson-helps = Me ayuda
lesson-team = Preguntar a mi equipo
lesson-which = ¿Qué quiere saber de esto? Si nada le sirve, pulse «Preguntar a mi equipo».
lesson-or-report = ¿Le pasa ahora? Púlselo. Le haremos unas preguntas cortas.
lesson-helped = Bien. Puede preguntarnos otra vez cuando quiera.
