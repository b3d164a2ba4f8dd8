# Análisis, pesos y visitas: recordatorios, respuestas y lo que contestamos.
# Se leen con la pantalla bloqueada: primero el día, luego palabras discretas. Puede leerse horas después: nunca dice «hoy».

check-blood-test = análisis de sangre
check-weight = peso
check-visit = visita al hospital

check-head = { $day }. Recordatorio para este día: { $what }.
check-first = { $day }. Antes de su primera toma: { $what }.
check-how-done = Pulse «Hecho» cuando haya ido.
check-how-weight = Por favor, pésese. Después escriba aquí el número, así: 72,5 kg
check-visit-for = Allí le ponen { $name }. En casa no tiene que tomar nada por esto.
check-again = { $day }: aún no tenemos respuesta sobre su { $what }.
check-again-done = ¿Ha ido ya? Pulse una respuesta. Si fue otro día, también vale.
check-again-weight = El peso de ahora también vale. Escriba aquí el número, así: 72,5 kg

answer-check-done = Hecho
answer-check-not-yet = Todavía no
answer-check-not-done = No he ido
answer-send-weight = Enviar mi peso
answer-no-weight = No puedo pesarme

check-noted-done = Anotado: { $what }, { $day }, hecho. Gracias.
check-noted-not-yet = Está bien. Pulse «Hecho» más arriba cuando haya ido.
check-noted-not-done = Anotado: { $what }, { $day }, no hecho. Gracias por decirlo. Avisamos a su equipo.

today-check = • { $what }: { $state }
check-state-planned = previsto
check-state-asked = sin respuesta aún
check-state-done = hecho
check-state-not-done = no hecho
check-state-overdue = no se sabe
check-state-paused = ahora no hace falta
which-check = El análisis o la visita

check-reminded = También le recordamos: { $what }.
check-changed = Su equipo ha cambiado lo que le recordamos.
check-none = Ya no le recordamos los análisis ni el peso. Su equipo le dirá cuándo tocan.
check-answered = { $day }, { $what }: { $state }.
