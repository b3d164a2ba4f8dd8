# Lo que lee el personal de las analíticas que introduce y de los síntomas por los que se preguntó de nuevo.

card-follow =
    { $times ->
        [1] Preguntado de nuevo: { $what }: { $said } ({ $at })
       *[other] Preguntado de nuevo: { $what }: { $said } ({ $at }), { $times } veces seguidas
    }
card-follow-better = mejor
card-follow-same = igual
card-follow-worse = PEOR
card-follow-stopped = ya se ha pasado
card-follow-not-measured = no se pudo medir
card-follow-no-answer = sin respuesta; no se da por mejor
card-follow-next = Se pregunta de nuevo por { $what }: { $at }
button-labs = Analíticas, peso
cause-staff-weight = Peso introducido por su equipo
card-lab = { $what } { $value } ({ $day })
lab-name-sodium = Sodio
lab-name-platelets = Plaquetas
lab-name-neutrophils = Neutrófilos
lab-name-haemoglobin = Hemoglobina
lab-name-weight = Peso
lab-value = { $value } { $unit }
lab-value-below = <{ $value } { $unit }
lab-whose = ¿De quién son estos resultados?
lab-ask = Resultados de { $pseudonym } · Referencia { $reference }.
lab-known = Lo que consta:
lab-how =
    Escríbalos o péguelos, uno en cada línea. Por ejemplo:
    Na 128 mmol/L
    plaquetas 24
    Hb 7,9 g/dL
    peso 61,5 kg
    Cuentan para hoy, { $day }. Si son de otro día, escríbalo en una línea encima: 4 de mayo.
lab-done = Nada más
lab-closed = Cerrado. Lo guardado se queda.
lab-kept = Guardado para { $pseudonym } · Referencia { $reference }:
lab-entered = • { $what } { $value } ({ $day })
lab-replaces = – En lugar de { $value }, introducido antes para ese día.
lab-before = – Antes: { $values }
lab-earlier = { $value } ({ $day })
lab-grade = – CTCAE { $version }: grado { $grade }
lab-grade-symptoms = – CTCAE { $version }: grado { $grade }; { $worse } con síntomas
lab-published = – Guía publicada para este valor: { $says } Usted decide.
lab-no-guidance = – Para este esquema no se pudo verificar ningún umbral publicado. Usted decide.
lab-weight = • Peso { $value } kg ({ $day })
lab-weight-loss = – Antes de C1D1 { $before } kg: pérdida { $percent } % (con signo menos es ganancia)
lab-weight-alert = – Se valora como un peso que nos da el paciente: hay una alerta nueva, o se ha sumado a la abierta.
lab-foot = ¿Valor equivocado? Introduzca el correcto para el mismo día: ocupa su lugar y los dos se conservan. ¿Era de otro paciente? Retírelo. El paciente no ve esto.
lab-more = Introducir más
lab-odd = { $pseudonym }: ha escrito «{ $typed }». Aún no se ha guardado. { $what } del { $day }: ¿qué es lo correcto?
lab-odd-no = Ninguno de estos
lab-unread-head = { $pseudonym } · Referencia { $reference }. No se ha guardado; escriba de nuevo estas líneas:
lab-unread = • «{ $typed }»: { $why }
lab-unread-more = y { $count } líneas más
lab-problem-name = no empieza por sodio, plaquetas, neutrófilos, hemoglobina o peso
lab-problem-number = no hay ningún número que se pueda leer
lab-problem-unit = esta unidad no es ninguna de { $units }
lab-problem-impossible = no puede ser correcto, ni en { $unit } ni en otra unidad conocida aquí (punto y coma son decimales)
lab-problem-day = un día se escribe así: 4 de mayo, y no puede ser futuro
lab-problem-day-above = no se pudo leer el día escrito encima
lab-withdraw = Retirar un dato
lab-withdraw-which = { $pseudonym } · Referencia { $reference }: ¿qué dato hay que retirar? Queda en el registro y deja de contar.
lab-withdraw-one = { $what } { $value } ({ $day })
lab-withdraw-why = { $pseudonym } · Referencia { $reference }: se retira { $what } { $value } ({ $day }). ¿Por qué?
lab-withdraw-wrong-patient = Era de otro paciente
lab-withdraw-wrong-value = Valor o día equivocado
lab-withdraw-other = Otro motivo
lab-withdraw-keep = No, dejarlo
lab-withdraw-kept = { $pseudonym } · Referencia { $reference }: no se ha retirado nada.
lab-withdraw-none = { $pseudonym } · Referencia { $reference }: no hay nada que retirar.
lab-withdrawn = { $pseudonym } · Referencia { $reference }: { $what } { $value } ({ $day }) queda retirado. Ya no cuenta.
lab-withdrawn-check = Vuelve a contar como no hecho: { $what } del { $day }.
lab-withdrawn-alert-open = La alerta que causó sigue hasta que alguien la cierre. Su ficha dice que el peso se ha retirado.
lab-withdrawn-alert-ended = La alerta que causó ya estaba cerrada. Se avisa a quien la cerró.
card-withdrawn = RETIRADO por el equipo, { $at }: se introdujo por error. Revise lo que se decidió por ese dato.
