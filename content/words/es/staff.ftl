# Lo que leen farmacia y enfermería: tarjetas, motivos de las alertas, pausa y reanudación, ayuda, mensajes breves, altas rechazadas.
# `published-*` repite solo hechos [V], nombra su fuente y termina con quién decide (F-MOD-00). Menos de 500 caracteres cada uno.

card-heading = ALERTA ({ $urgency }): { $pseudonym }
card-reference = Referencia: { $reference }
card-phone = Teléfono: { $phone }
card-reason = • { $cause }
card-times = – contado { $count } veces
card-words = En palabras del paciente: «{ $words }»
card-words-whole = { $pseudonym }: las palabras del paciente, completas:
card-rules = Reglas: { $rules }
card-local-time = Hora del paciente: { $at }. Idioma: { $language }.
card-day = Día de tratamiento: C{ $cycle }D{ $day }
card-drug = Plan: { $drug } ({ $brand }) { $mg } mg = { $tablets }
card-drug-held = Plan: { $drug } ({ $brand }) { $mg } mg = { $tablets }, EN PAUSA
card-dose = { $day }: { $drug } { $mg } mg, { $state }
card-weight = Peso { $now } kg, antes de C1D1 { $before } kg: pérdida { $percent } % (con signo menos es ganancia)
card-next-dose = Toma abierta o próxima: { $at }, hora del paciente.
card-next-dose-held-back = Toma abierta o próxima: { $at }, hora del paciente. Esta alerta retiene sus mensajes.
card-no-next-dose = No hay próxima toma prevista.
card-open =
    { $rung ->
        [0] ABIERTA. Aún no se ha avisado a nadie.
        [one] ABIERTA. Se ha avisado { $rung } vez. Nadie se ha hecho cargo.
       *[other] ABIERTA. Se ha avisado { $rung } veces. Nadie se ha hecho cargo.
    }
card-acknowledged-undecided = A CARGO de { $name }. Nada decidido sobre la próxima toma.
card-acknowledged-goes-ahead = A CARGO de { $name }. La próxima toma sigue adelante.
card-acknowledged-hold = A CARGO de { $name }. En pausa.
card-resolved = RESUELTA por { $name }: { $outcome }. Nota: { $note }

button-acknowledge = Acusar recibo
button-take-over = Tomar el relevo
button-goes-ahead = Sigue adelante
button-resolve = Resolver

cause-symptom = Comunica: { $symptom }
cause-red-flag-words = Señal de alarma en lo que ha escrito
cause-cannot-wait = Dice que no puede esperar
cause-unreadable = Ha enviado algo que el bot no puede leer (voz, imagen o archivo)
cause-not-sure = No sabe si tomó una dosis; se le ha dicho que no tome otra
cause-box-differs = Otra concentración en una caja, o falta una; se le ha dicho que no lo tome todavía
cause-vomited-dose = Vomitó después de una toma; se le ha dicho que no la repita por su cuenta
cause-not-taken = No tomó una dosis
cause-dexamethasone-missed = Dexametasona no tomada; no se le ha dicho cómo recuperarla, espera su indicación
cause-no-antiemetic = No le queda un antiemético
cause-too-much = Quizá ha tomado demasiado
cause-wrong-day = Tomó una dosis un día no previsto o en pausa
cause-pregnancy = Posible embarazo (paciente o pareja)
cause-dose-unanswered = Sin respuesta sobre una toma desde su día; no se cuenta como tomada
cause-check-ins-unanswered = No ha contestado nuestras últimas preguntas; no se da por «bien»
cause-gap = Un recordatorio no se pudo dar a tiempo
cause-plan-refused = Dice que el plan no es lo que le dijo su farmacéutico
cause-enrolment-stalled = No ha terminado de entrar y la primera toma aquí está cerca
cause-not-started = No está listo: ha llegado un día de toma sin confirmar el plan o sin comprobar los comprimidos
cause-code-twice = El enlace de entrada se abrió en un segundo chat
cause-wrong-number = Demasiados números incorrectos; el enlace de entrada está bloqueado
cause-unreachable = Telegram no llega al paciente; no recibe ningún mensaje
cause-change-not-understood = No ha confirmado que entiende un cambio del plan
cause-earlier-amount = Tomó una dosis en la cantidad anterior al cambio de hoy
cause-hold-goes-on = Una pausa sin fin previsto sigue en curso
cause-consent-refused = No aceptó la nota de privacidad; no recibe mensajes sobre las tomas

role-pharmacist = personal de farmacia
role-lead = jefatura del equipo
role-nurse = personal de enfermería

outcome-acted = Se actuó
outcome-watched = Se vigila
outcome-noise = Sin importancia
outcome-told-prescriber = Prescriptor informado

published-weight = Guía publicada (NCODA PQI): interrumpir selinexor con una pérdida de peso desde el 10 %. PQI imprime el intervalo como 10 % a ≤20 %; en CTCAE el grado 3 empieza en el 20 %, así que el 20 % cuenta como el intervalo superior. Opciones de PQI: nutricionista, suplementos orales, olanzapina a dosis bajas y/o megestrol. Decide el prescriptor.
published-appetite = Guía publicada (NCODA PQI), sobre el peso: nutricionista, suplementos orales, olanzapina a dosis bajas y/o megestrol; interrumpir selinexor con una pérdida de peso desde el 10 % (intervalo de PQI: 10 % a ≤20 %; el 20 % cuenta como el intervalo superior). Decide el prescriptor.
published-nausea = Guía publicada (NCODA PQI), toxicidad gastrointestinal: reducir la dosis o descanso del fármaco; añadir olanzapina o un antagonista NK1. Sodio ≤130 mmol/L: interrumpir, tratamiento de soporte, reiniciar un nivel por debajo tras la recuperación (PQI, ficha técnica suiza). Decide el prescriptor.
published-vomiting = Guía publicada (NCODA PQI), toxicidad gastrointestinal: reducir la dosis o descanso del fármaco; añadir olanzapina o un antagonista NK1. Sodio ≤130 mmol/L: interrumpir, tratamiento de soporte (líquidos orales o IV, comprimidos de sal), reiniciar un nivel por debajo tras la recuperación (PQI, ficha técnica suiza). Decide el prescriptor.
published-diarrhoea = Guía publicada (NCODA PQI), toxicidad gastrointestinal: reducir la dosis o descanso del fármaco; loperamida para la diarrea. Sodio ≤130 mmol/L: interrumpir, tratamiento de soporte (líquidos orales o IV, comprimidos de sal), reiniciar un nivel por debajo tras la recuperación (PQI, ficha técnica suiza). Decide el prescriptor.
published-bleeding = Guía publicada (ficha técnica suiza, mieloma): plaquetas de 25 000 a <75 000/µL: reducir un nivel; en ese intervalo con sangrado: interrumpir y reiniciar un nivel por debajo cuando el sangrado se haya resuelto. Por debajo de 25 000/µL: interrumpir, esperar a ≥50 000/µL, reiniciar un nivel por debajo. Decide el prescriptor.
published-fever = Guía publicada (ficha técnica suiza, mieloma): neutrófilos <0,5 × 10⁹/L o neutropenia febril: interrumpir hasta ≥1,0 × 10⁹/L, reiniciar un nivel por debajo. Antibióticos en la primera hora desde que se reconoce en el hospital (The Christie). Decide el prescriptor.
published-confusion-dizziness = Guía publicada (NCODA PQI, ficha técnica suiza): sodio ≤130 mmol/L: interrumpir, tratamiento de soporte, reiniciar un nivel por debajo tras la recuperación; para la ficha suiza, recuperación es 130 mmol/L o más. Opciones de PQI: líquidos orales o IV, comprimidos de sal. Decide el prescriptor.

alert-ask-note = { $pseudonym }: ¿qué se hizo? Escriba una nota breve.
alert-note-empty = La nota está vacía. Escriba qué se hizo.
alert-note-changed = Plan cambiado, desde el { $day }: { $reason }
alert-ask-outcome = ¿Cómo termina esta alerta? Su nota:
alert-resolved = { $pseudonym }: resuelto. Gracias.

staff-help =
    { $name }, esto es lo que puede hacer aquí:
    /alerts muestra las alertas abiertas de los pacientes de su equipo.
    /patients muestra sus pacientes, sus planes, pausar y reanudar.
    /lab recoge analíticas y pesos; el paciente no los ve.
    /oncall muestra quién está de guardia y cambia su horario.
    /team vincula el grupo de su equipo, si usted lo dirige; /team desvincular lo deja.
    /language cambia el idioma.
    Acuse recibo de una alerta, decida sobre la próxima toma y resuélvala con una nota. Para hablar con un paciente, use el teléfono de la tarjeta.
staff-no-alerts = No hay alertas abiertas.
staff-patients =
    { $count ->
        [0] Su equipo aún no tiene pacientes aquí.
        [one] { $count } paciente:
       *[other] { $count } pacientes:
    }
staff-patient-button = { $pseudonym } · { $reference }
staff-patient = { $pseudonym } · Referencia { $reference } · Teléfono { $phone }
staff-patient-status = Estado: { $status }
staff-cancelled = Cancelado. No se ha cambiado nada.
staff-lessons = Lecciones enviadas en los últimos 14 días: { $lessons }
patient-status-invited = con invitación, aún no ha entrado
patient-status-consenting = ha entrado, aún no ha aceptado la nota de privacidad
patient-status-confirming = ha aceptado, aún no ha confirmado el plan
patient-status-active = activo
patient-status-stopped = terminado

toast-not-yours = Esto no está disponible para usted.
toast-taken = La lleva { $name } desde { $at }. Vea la tarjeta.
toast-resolved = { $name } la resolvió: { $outcome }, { $at }.
toast-still-held-back = Anotado. Las tomas siguen retenidas: lo impide otra alerta abierta, o esta hasta que se resuelva.
toast-nothing-goes-ahead = Ninguna toma sigue adelante: está en pausa, o no hay ninguna prevista. Vea la tarjeta.
toast-already-answered = Ya ha respondido a esto.
toast-old-button = Este botón ya no funciona. Envíe /help.

ring-again = SIGUE ABIERTA ({ $urgency }): { $pseudonym }, desde el { $since }. La tarjeta está más arriba; /alerts la muestra otra vez.
card-newer = { $pseudonym }: hay una tarjeta más nueva abajo.

join-staff-waiting = Gracias, { $name }. Quien le invitó aún tiene que confirmar que es usted. Hasta entonces aquí no se muestra nada.
join-staff-confirmed = Le damos la bienvenida, { $name }. En este chat recibirá las alertas de los pacientes de su equipo. Envíe /help para ver qué puede hacer.
enrol-no-regimen = No existe ese esquema. Elija uno de estos: { $known }.
enrol-regimen-off = El esquema { $regimen } está desactivado aquí. Lea content/regimens/{ $regimen }.yaml; el centro lo activa allí y vuelve a firmar.
enrol-surface-implausible = Una superficie corporal de { $surface } m² no puede ser correcta. Indíquela entre { $least } y { $most } m², o no la indique.
enrol-no-reference = Indique la referencia propia de la clínica para este paciente.
enrol-reference-taken = La referencia { $reference } ya pertenece a un plan activo. Compruébela o termine antes ese plan.
enrol-no-language = No hay textos en ese idioma. Elija uno de estos: { $known }.
enrol-checklist = Lista de comprobación de la receta nueva, pendiente: { $item }.
enrol-no-weight = Indique el peso anterior a C1D1, en kg, con la fecha en que se midió. El peso de hoy no puede sustituirlo.
enrol-weight-implausible = Un peso de { $kg } kg no puede ser correcto. Indíquelo en kilogramos, entre 20 y 350.
enrol-weight-after-start = El peso es del { $on }, posterior a C1D1 ({ $start }). Indique uno anterior a C1D1.
enrol-weight-old = El peso es del { $on }, más de 60 días antes de C1D1. Mídalo otra vez antes de C1D1.
enrol-no-team = Nadie pertenece al equipo «{ $team }». Invite antes a su personal o corrija el nombre.
checklist-dose-and-schedule = dosis y calendario confirmados
checklist-dexamethasone-received = el paciente tiene la dexametasona
checklist-antiemetic-received = el paciente tiene el antiemético
checklist-monitoring-arranged = análisis y controles de peso acordados
checklist-taught = el paciente ha recibido información sobre los efectos adversos y a quién avisar
card-answer = – { $question } { $answer }
card-asked-weight = Peso:
card-asked-temperature = Temperatura:
card-asked-words = Con sus palabras:
card-reason-about = • { $cause }: { $about }
card-why = – Motivo que dio: { $why }
cause-taken-while-stopped = Tomó una dosis mientras esta alerta frenaba las tomas
button-message-patient = Escribir al paciente
message-ask = Escriba su mensaje para { $pseudonym } (lee { $language }). Se pasa palabra por palabra, con su nombre y su función.
message-too-late = No se ha enviado nada a { $pseudonym }: le pedimos el mensaje hace un rato. Para escribir ahora, pulse otra vez “Escribir al paciente”.
message-empty = No se ha enviado nada. Escriba las palabras para el paciente.
message-sent = En camino a { $pseudonym }. Le avisaremos si no se puede entregar.
message-not-delivered = Su mensaje a { $pseudonym } no se ha podido entregar. Por favor, llame al { $phone }
message-reply-from = { $pseudonym } ({ $reference }) le contesta:
cause-reply = Contestó a un mensaje del equipo
cause-baseline-not-done = No hecho antes de la primera toma
cause-check-not-done = Dice que un control no se ha hecho
cause-check-overdue = Sin respuesta sobre un control, preguntado dos veces; no se cuenta como hecho
card-check = { $what }, { $day }
card-check-overdue =
    { $before ->
        [0] Pendiente: { $what }, { $day }
       *[other] Pendiente: { $what }, { $day }, y { $before } antes
    }
card-check-done = Hecho después: { $what }, { $day }
button-monitoring = Controles
monitoring-head = Controles de { $pseudonym }, en días de tratamiento (C1D1 es el día 1):
monitoring-series = • { $what }: { $days }; a las { $at }
monitoring-baseline = antes de la primera toma
monitoring-every = cada { $every } días
monitoring-every-until = cada { $every } días hasta el día { $until }
monitoring-next = Próximo: { $what }, { $at }
monitoring-none = Aquí no hay recordatorios de controles.
monitoring-rests = Descansa mientras todos los medicamentos están en pausa.
monitoring-offered = Se ofrece (NCODA PQI: basal, semanal 8 semanas, después al menos mensual; valorar más a menudo los 3 primeros meses). Usted decide:
monitoring-nothing-offered = Esta pauta no ofrece ningún calendario. Escriba el suyo, o ninguno.
monitoring-accept = Aceptar el ofrecido
monitoring-closer = El ofrecido, más a menudo
monitoring-own = Escribir el mío
monitoring-end = Sin recordatorios
monitoring-rest = Descansar en una pausa
monitoring-goes-on = Seguir en una pausa
monitoring-mark-done = { $what }, { $day }: hecho
monitoring-ask-closer = ¿Cada cuánto, y hasta qué día, antes de los intervalos largos? Tres meses acaban el día 91. Escríbalo así: cada N hasta el día N
monitoring-ask-own =
    Escriba el calendario en una línea, en días de tratamiento. Tipos: peso, análisis, visita. Por ejemplo:
    peso: basal, cada 7 hasta 57, luego cada 28 a las 08:00; análisis: basal, día 8, día 29
monitoring-made = { $pseudonym }: los controles son ahora
monitoring-marked = Anotado: { $what }, { $day }, hecho.
monitoring-problem-closer = Escriba cada cuánto y hasta qué día, así: cada N hasta el día N
monitoring-problem-closer-room = Cada { $every } días hasta el día { $until } no cabe antes de los intervalos largos. Elija un día posterior.
monitoring-problem-kind = «{ $written }» no empieza por lo que se controla. Escríbalo así: peso: cada 7 hasta 57; análisis: día 8, día 29
monitoring-problem-part = «{ $part }» no se entiende. Escriba basal, día 8, cada 7 hasta 57, cada 28, o a las 08:00, separado por comas.
monitoring-problem-after-end = «{ $part }» viene después de una parte sin fin. Solo la última puede no tener fin: cada 7 hasta 57, cada 28
monitoring-problem-day = El día { $day } no viene después del día { $reached }. Escriba los días en orden.
monitoring-problem-every =
    { $until ->
        [0] Cada { $every } días no puede ser. Revise el número.
       *[other] Cada { $every } días hasta el día { $until } no da ningún control: el primero sería el día { $first }.
    }
monitoring-problem-twice = { $what } está escrito dos veces. Ponga todos sus días en una parte.
monitoring-problem-empty = No hay nada. Escríbalo así: peso: cada 7 hasta 57; análisis: día 8, día 29
cause-missed-run = Varias tomas seguidas sin tomar, o sin saberse
why-unsaid = sin motivo
card-adherence = Tomado hasta ahora: { $first }
card-adherence-both = Tomado hasta ahora: { $first }; { $second }
card-adherence-drug =
    { $run ->
        [0] { $drug } { $share }
        [one] { $drug } { $share }
       *[other] { $drug } { $share }, las últimas { $run } seguidas no tomadas o no se sabe
    }
adherence-drug = { $drug }: tomadas { $share } que tocaban. Vomitadas { $vomited }, no tomadas { $missed }, no se sabe { $unknown }. En pausa, no tocaban: { $held }.
adherence-whys = – No tomadas: { $whys }
adherence-why = { $why } ({ $count })
adherence-run = – Seguidas no tomadas o no se sabe: ahora { $run }, como mucho { $longest }
adherence-sure = { $taken } de { $due }
adherence-between = entre { $worst } y { $best } de { $due }

# Después de una interrupción: un mensaje a cada persona del equipo.
catch-up-head = Puesta al día. Estuvimos interrumpidos desde el { $since } hasta el { $until } (hora de la clínica).
catch-up-head-clock = Puesta al día. Se adelantó el reloj del ordenador del bot, del { $since } al { $until } (hora de la clínica). El bot estaba en marcha; lo que caía en medio llegó tarde.
catch-up-why-bot = Motivo: el bot no estaba en marcha.
catch-up-why-telegram = Motivo: no se podía acceder a Telegram.
catch-up-why-database = Motivo: no se podía usar la base de datos.
catch-up-why-unknown = Motivo: no se conoce. Hubo mensajes que salieron tarde.
catch-up-dose-expired = Tomas sin ningún mensaje a su hora: { $count }. A estos pacientes se les dijo que no la tomaran tarde y se les preguntó qué pasó.
catch-up-antiemetic-expired = Antieméticos sin recordatorio a su hora: { $count }
catch-up-dose-late = Tomas por las que se preguntó tarde, aún en plazo: { $count }
catch-up-asked-again = Preguntas abiertas que se repitieron: { $count }
catch-up-patients = Pacientes afectados: { $count }
catch-up-named = • { $pseudonym } · { $reference }: { $what }
catch-up-named-red-flag = • SEÑAL DE ALARMA ABIERTA · { $pseudonym } · { $reference }: { $what }
catch-up-more = y { $count } más: /patients. Quien no conteste genera una alerta por sí solo.
late-line = • { $at }: { $what }
late-dose-expired = ningún mensaje sobre una toma a su hora
late-antiemetic-expired = ningún recordatorio de un antiemético a su hora
late-dose-late = primer mensaje sobre una toma, con retraso
late-asked-again = una pregunta abierta, repetida
timezone-clinic = La clínica va con { $zone }: ahora { $at }. Cada paciente tiene su propia hora: /patients, Cambiar el plan.
cause-elsewhere = Dice que está o estará en otra zona horaria
card-elsewhere = { $zone }
button-change-zone = Revisar un cambio de zona

# Guardia: horario, días fuera, sustituciones y cambios; el relevo.
button-take = Llevar { $pseudonym }
staff-away = No estuvimos disponibles desde el { $since } hasta el { $until } (hora de la clínica). Si pulsó algún botón en ese tiempo, no nos llegó. Sigue pendiente, que sepamos:
staff-away-lost = Fue más de un día: tampoco nos llegó lo que escribió al principio.
staff-away-yours = • { $pseudonym } ({ $urgency }), desde el { $since }: la lleva usted y no la ha cerrado.
staff-away-more = y { $count } más: /alerts
staff-away-asked =
    { $count ->
        [1] Repetimos abajo una pregunta que le habíamos hecho.
       *[other] Repetimos abajo { $count } preguntas que le habíamos hecho.
    }
staff-away-asked-more = { $count } más antiguas no se repiten. Aquello de lo que trataban sigue como estaba.
button-show-card = Ficha de { $pseudonym }
handover-off-head = Ha terminado su horario de guardia. Sus alertas abiertas:
handover-asked = • { $pseudonym } ({ $urgency }): hemos pedido el relevo a { $names }. Hasta que alguien lo tome, sigue siendo suya.
handover-stays = • { $pseudonym } ({ $urgency }): sigue siendo suya; plazo, { $due }.
handover-off-until = Lo que nadie haya tomado a las { $until } vuelve a avisar como abierto.
handover-on-head = Está de guardia. Hágase cargo de lo que espera:
alerts-head = Alertas abiertas: { $count }. Primero las más graves; pulse una para ver su tarjeta.
alerts-yours = • { $pseudonym } ({ $urgency }), desde { $since }: la lleva usted.
alerts-with = • { $pseudonym } ({ $urgency }), desde { $since }: la lleva { $name }.
alerts-more = y { $count } más, ninguna más grave. Aparecen aquí según se cierren estas.
handover-open = • { $pseudonym } ({ $urgency }), desde el { $since }: no la lleva nadie.
handover-from = • { $pseudonym } ({ $urgency }), desde el { $since }: la lleva { $name }, fuera de guardia.
roster-now = De guardia ahora: { $names }.
roster-now-nobody = Ahora no hay nadie de guardia. Avisamos a: { $names }.
roster-next = Después, { $at }: { $names }.
roster-next-nobody = Después, { $at }: nadie de guardia. Avisaremos a: { $names }.
roster-hours = Su horario: { $hours }.
roster-hours-any = Su horario: sin definir, así que está de guardia a cualquier hora.
roster-hours-none = Su horario: ninguno. Solo le avisamos cuando no hay nadie de guardia, o cuando nadie contesta.
roster-of = { $name }: { $hours }
roster-any-hour = a cualquier hora
roster-no-hours = sin horario
roster-shift = { $days } { $since }–{ $until }
roster-shift-whole = { $days }, día y noche
roster-days = { $first }–{ $last }
roster-every-day = todos los días
roster-away = Fuera: { $days }.
roster-covered = { $name } hace sus turnos: { $days }.
roster-covers = Usted hace los turnos de { $name }: { $days }.
roster-other-away = { $name } está fuera: { $days }.
roster-other-covered = { $deputy } hace los turnos de { $name }: { $days }.
roster-deputy-free = { $name } ha vuelto. Ya no tiene que hacer sus turnos de hoy.
roster-how =
    Para cambiar algo, escriba una línea, en la hora del centro. Por ejemplo:
    lun-vie 08:00-17:00; sáb 09:00-13:00
    a cualquier hora, o ninguno
    fuera del 24 de dic al 2 de ene; si vuelve antes: de vuelta
    Clara me sustituye el lun 4 de mayo
    cambio el lun 4 de mayo con Clara el mar 5 de mayo
roster-noted = Anotado.
roster-asked = Se lo hemos preguntado a { $name }. No cambia nada hasta que diga que sí.
roster-offer = { $name } le pide que haga sus turnos: { $days }.
roster-to = del { $since } al { $until }
roster-on = el { $day }
roster-offer-swap = { $name } le pide un cambio: usted hace el turno del { $since } y { $name } hace el suyo del { $theirs }.
roster-yes = Sí, lo hago
roster-no = No puedo
roster-agreed = De acuerdo.
roster-refused = { $name } no puede. Sus turnos del { $since } siguen siendo suyos.
roster-refused-noted = Anotado: no. No cambia nada.
roster-offer-over = Ya no hace falta. No cambia nada.
roster-gap-head = No hay nadie de guardia:
roster-gap = • del { $since } al { $until }
roster-gap-more = y { $count } veces más
roster-gap-foot = Entonces las alertas avisan primero a { $names }, después a todo el equipo. Para cubrirlo: /oncall
roster-problem-hours = No se entiende «{ $written }». Escriba el horario así: lun-vie 08:00-17:00; sáb 09:00-13:00. O bien: fuera del 24 de dic al 2 de ene. /oncall muestra más.
roster-problem-day = «{ $written }» no es un día que se entienda. Escríbalo así: 24 de dic, o lun 4 de mayo.
roster-problem-past = El { $day } ya ha pasado. Escriba un día a partir de hoy.
roster-problem-weekday = «{ $written }»: ese día es { $day }. Escríbalo otra vez, por favor.
roster-problem-order = Del { $since } al { $until } no puede ser: como mucho un año, y primero el primer día.
roster-problem-name = Nadie de su equipo se llama «{ $written }», o hay más de una persona. Escriba un nombre como aparece aquí: { $names }.
weekday-mon = lun
weekday-tue = mar
weekday-wed = mié
weekday-thu = jue
weekday-fri = vie
weekday-sat = sáb
weekday-sun = dom

# El grupo del equipo: seudónimo, urgencia y quién la lleva, nada más.
group-take = Me encargo yo
group-open = Todavía no la lleva nadie.
group-taken = La lleva { $name }.
group-resolved = Resuelta por { $name }.
group-welcome = Desde ahora este grupo recibe las alertas de su equipo: solo seudónimo y urgencia. Quien se encarga de una recibe los detalles en privado. Lo que se escribe aquí no lo lee nadie del servicio. No escriba aquí nada sobre pacientes.
group-code =
    Añada el bot al grupo de su equipo y escriba allí: /team { $code }
    El código vale una vez, hasta { $until }, y solo para personal de su equipo.
group-bound-already = Su equipo ya tiene un grupo. Otro ocuparía su lugar. Para no tener ninguno: /team desvincular
group-bound-none = Su equipo no tiene grupo todavía.
group-leads-only = Solo la jefatura del equipo puede vincular un grupo.
group-farewell = Este grupo ya no recibe alertas. El bot sale de él ahora. Las alertas siguen en los chats privados.
group-card-ended = { $pseudonym }: ya no se muestra en este grupo.
group-unbound = El grupo de su equipo queda desvinculado: ya no recibe ninguna alerta. Las alertas siguen aquí, en los chats privados. Para vincular un grupo otra vez: /team
group-lost = El bot ya no está en el grupo de su equipo. Las alertas siguen aquí, en los chats privados. Para vincular un grupo otra vez: /team
toast-open-chat = La tarjeta no puede llegarle. Abra primero el chat privado con este bot y toque otra vez.
