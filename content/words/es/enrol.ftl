# Entrada: enlace, idioma, número, privacidad, plan, comprimidos, caja. Después, lo que lee el farmacéutico si un alta se rechaza.

join-language =
    ¿En qué idioma prefiere seguir?
    Which language would you like?
join-number = Escriba el número de 6 cifras que le dio su farmacéutico.
join-number-wrong =
    Ese número no es correcto. { $left ->
        [one] Puede intentarlo una vez más.
       *[other] Puede intentarlo { $left } veces más.
    }
join-locked = Ese número no era correcto. Este enlace ya no funciona. Pida a su clínica un enlace nuevo. En una emergencia, llame al { $emergency }.
join-privacy =
    Antes de empezar, lea esto, por favor.
    • Le escribimos los días que le toca la medicación. Usted puede contarnos cómo se encuentra.
    • Guardamos su plan, su teléfono, su peso, sus respuestas y lo que escriba aquí. Su equipo lo ve.
    • Los chats con un bot de Telegram no están cifrados de extremo a extremo. Telegram podría leerlos.
    • Esto no es un servicio de emergencias. Nadie lee este chat todo el tiempo.
    • Puede dejarlo cuando quiera: llame al { $phone }.
    ¿Está de acuerdo?
join-agree = Sí, de acuerdo
join-not-agree = No estoy de acuerdo
join-already = Ya respondió a esto antes. No cambia nada.
join-refused = De acuerdo. No le escribiremos sobre sus tomas. Su tratamiento no cambia. Avisamos a su equipo. ¿Dudas? Llame al { $phone }.
join-done = Todo está listo. Le escribiremos antes de cada toma. Si algo va mal, díganoslo aquí cuando quiera. Siempre puede llamar al { $phone }.
join-not-started = Su primera toma estaba prevista para ahora, pero aquí aún falta algo. No empiece todavía, por favor. Avisamos a su farmacéutico. Llame al { $phone }.

plan-shown = Este es su plan:
plan-drug =
    • { $drug } ({ $brand }) { $mg } mg = { $count ->
        [one] { $count } comprimido de { $strength } mg
       *[other] { $count } comprimidos de { $strength } mg
    }, sus días, a las { $at }
plan-drug-held =
    • { $drug } ({ $brand }): EN PAUSA, no se toma. Antes de la pausa: { $mg } mg = { $count ->
        [one] { $count } comprimido de { $strength } mg
       *[other] { $count } comprimidos de { $strength } mg
    }, sus días, a las { $at }
plan-antiemetic =
    • Para las náuseas: { $name } { $amount }, { $minutes ->
        [one] { $minutes } minuto
       *[other] { $minutes } minutos
    } antes de la toma
plan-first-days = Sus primeros días de toma:
plan-day = • { $day }
plan-right = ¿Es esto lo que le dijo su farmacéutico?
plan-yes = Sí, es esto
plan-no = No, es distinto
plan-wrong = Gracias por decírnoslo. Avisamos ahora a su farmacéutico. No tome nada de este plan antes de hablar con él: { $phone }.

tablets-ask = ¿Tiene en casa sus comprimidos de selinexor?
tablets-yes = Sí, los tengo
tablets-no = No, todavía no
tablets-tell-us = De acuerdo. Le preguntamos otra vez dentro de un día. Sin comprimidos no le escribimos sobre las tomas. Si su primera toma está cerca, llame al { $phone }.

join-staff-waiting = Gracias, { $name }. Quien le invitó aún tiene que confirmar que es usted. Hasta entonces aquí no se muestra nada.
join-staff-confirmed = Le damos la bienvenida, { $name }. En este chat recibirá los avisos de los pacientes de su equipo. Envíe /help para ver qué puede hacer.

enrol-no-regimen = No existe ese esquema. Elija uno de estos: { $known }.
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
