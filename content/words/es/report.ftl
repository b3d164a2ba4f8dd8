# Contarnos un problema: el marco de las preguntas. Las preguntas están en symptoms.ftl.

report-what = ¿Qué le pasa? Púlselo o escríbalo con sus palabras.
report-words-kept = Hemos guardado sus palabras para su equipo. Pulse también una respuesta.
report-unreadable-weight = Ahí no hemos podido leer un peso. Escríbalo así: 72,5 kg
report-unreadable-temperature = Ahí no hemos podido leer una temperatura. Escríbala así: 37,8
report-already-passed-on = Esta pregunta está cerrada. Lo que nos había dicho lo tiene su equipo. ¿Hay algo más? Escríbalo aquí o pulse «Avisar de un problema».
report-left = Empezó a contarnos algo sobre: { $symptom }. Pasamos a su equipo lo que nos ha dicho hasta ahora. Si hay algo más, díganoslo cuando quiera.
report-noted = Gracias. Lo hemos anotado.
readback-ask = Ha escrito «{ $typed }». ¿Qué quería decir?
readback-weight = { $value } kg
readback-temperature = { $value } °C
readback-no = Ninguno de estos
offer-symptoms = ¿Es una de estas cosas? Si es así, púlsela. Le haremos unas preguntas cortas.
offer-none = Ninguna de estas
report-which = { $area }: ¿qué es? También puede escribirlo con sus palabras.
last-time = El { $day } nos dijo:
last-time-answer = – { $question } { $answer }
last-time-same = Igual que la última vez
checkin-head = { $day }. Unas preguntas cortas de su equipo.
checkin-again = { $day }. Aún no sabemos cómo está. Pulse una respuesta, por favor.
checkin-move = En otro momento
checkin-when = ¿Cuándo le preguntamos? Solo cambian nuestras preguntas, nunca sus comprimidos.
checkin-later = Hoy más tarde, a las { $at }
checkin-later-told = De acuerdo. Hoy le preguntaremos una vez más.
checkin-time = Siempre a las { $at }
checkin-moved = Desde ahora le preguntamos a las { $at }. La pregunta de hoy sigue arriba.
