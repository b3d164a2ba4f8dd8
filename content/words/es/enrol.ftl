# La entrada, como la lee el paciente: enlace, idioma, número, privacidad, plan, comprimidos.

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
join-link-over = Este enlace ya no funciona. Pida uno nuevo a su centro.
join-already = Ya respondió a esto antes. No cambia nada.
join-refused = De acuerdo. No le escribiremos sobre sus tomas. Su tratamiento no cambia. Avisamos a su equipo. ¿Dudas? Llame al { $phone }.
join-done = Gracias. Ya está todo listo. Le escribiremos en sus días de toma. Si algo va mal, díganoslo aquí cuando quiera. Siempre puede llamar al { $phone }.
join-not-started = Su primera toma estaba prevista para ahora, pero aquí aún falta algo. No empiece todavía, por favor. Avisamos a su farmacéutico. Llame al { $phone }.
join-not-ready = Su plan tiene una toma el { $day }, pero aquí aún falta algo. Por eso no le escribimos sobre esta toma. Llame al { $phone } antes de tomarla. Avisamos a su farmacéutico.

plan-shown = Este es su plan:
plan-drug = • { $drug } ({ $brand }) { $mg } mg = { $tablets }, sus días, a las { $at }
plan-drug-held = • { $drug } ({ $brand }): EN PAUSA, no se toma. Antes de la pausa: { $mg } mg = { $tablets }, sus días, a las { $at }
plan-visit = • En el hospital: { $name }. Se lo pone su equipo allí. Usted no lo toma en casa.
plan-first-days = Sus primeros días de toma:
plan-next-days = Sus próximos días de toma:
plan-day = • { $day }: { $drugs }
plan-right = ¿Es esto lo que le dijo su farmacéutico?
plan-yes = Sí, es esto
plan-no = No, es distinto
plan-wrong = Gracias por decírnoslo. Avisamos ahora a su farmacéutico. No tome nada de este plan antes de hablar con su equipo: { $phone }.

tablets-ask = ¿Tiene en casa sus comprimidos de { $drugs }?
tablets-yes = Sí, los tengo
tablets-no = No, todavía no
tablets-tell-us = De acuerdo. Le preguntamos otra vez dentro de un día. Sin comprimidos no le escribimos sobre las tomas. Si su primera toma está cerca, llame al { $phone }.
