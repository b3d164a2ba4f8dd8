# Días de toma: lo que decimos por nuestra cuenta, las respuestas y lo que contestamos.
# Solo `dose-take` (y `antiemetic` en antiemetic.ftl, para su propio medicamento) puede decir «tome». Lo demás pregunta o dice que no se tome.
# Un mensaje puede leerse dos veces, u horas después: dice su día y su hora, y nunca «hoy» ni «mañana».

heads-up = Día de toma: { $day }.
heads-up-drug = • { $at }: { $drug } ({ $brand }) { $mg } mg = { $tablets }
tablets-marked =
    { $count ->
        [one] { $count } comprimido de { $strength } mg
       *[other] { $count } comprimidos de { $strength } mg
    }
tablets-and = { $said } + { $another }
heads-up-drug-unread = • { $at }: { $drug } ({ $brand }) { $mg } mg
heads-up-not-today = Es solo para que lo sepa. No los tome todavía. Le escribiremos cuando llegue la hora.

dose-take = { $at }. Es la hora de esta toma. Por favor, tome:
dose-drug = • { $drug } ({ $brand }) { $mg } mg = { $tablets }
dose-other-box = Si su caja dice otro número, no los tome todavía. Pulse «Mi caja es distinta».
dose-held = No tome { $drug }: está en pausa.
dose-not-due = Este día no toca { $drug }.
dose-no-antiemetic = Nos dijo que no tiene { $name }. Ya lo hemos pasado a su farmacéutico. Si quiere hablar antes de esta toma, llame al { $phone }.
dose-until = Si lee esto después de las { $until } del { $day }, no tome esta dosis; avísenos.
dose-late = { $at }. No pudimos avisarle a tiempo de esta dosis. Lo sentimos. ¿Ya la tomó?
dose-late-box = { $at }. Gracias por mirar la caja. ¿Ya tomó esta dosis?
dose-late-held = { $at }. Habíamos retenido el aviso de esta dosis. ¿Ya la tomó?
dose-late-until = Si ya la tomó, no la tome otra vez. Si no, todavía puede tomarla hasta las { $until }. Después de las { $until } del { $day }, no la tome; avísenos.

held-ask = ¿Ya tomó esta dosis? Si la tomó, no la tome otra vez. Si no, todavía puede tomarla hasta las { $until }. Después de las { $until } del { $day }, no la tome; avísenos.
nudge-ask = ¿Ya tomó esta dosis? Aún no tenemos su respuesta. Si la tomó, no la tome otra vez. Después de las { $until } del { $day }, no la tome.
other-ask = Esta dosis sigue pendiente: ¿la tomó? Si la tomó, no la tome otra vez. Después de las { $until } del { $day }, no la tome.
away-ask = ¿Tomó esta dosis? Si la tomó, no la tome otra vez. Después de las { $until } del { $day }, no la tome.
morning-ask = Aún no sabemos qué pasó con esta dosis. ¿La tomó? Su hora terminó a las { $until } del { $day }.
clock-of = Estas horas son las de { $place }.
ask-drug = • { $at }: { $drug } ({ $brand }) { $mg } mg ({ $tablets })

closed-head-next-day = La hora de la toma del { $day } terminó a las { $until } del { $ended }. No tenemos su respuesta.
closed-head = La hora de la toma del { $day } terminó a las { $until }. No tenemos su respuesta.
gap-head-next-day = No pudimos avisarle a tiempo de la toma del { $day }. Lo sentimos. Su hora terminó a las { $until } del { $ended }.
gap-head = No pudimos avisarle a tiempo de la toma del { $day }. Lo sentimos. Su hora terminó a las { $until }.
do-not-take-now = No tome ahora esta dosis. No tome más la próxima vez.
what-happened = ¿Qué pasó con esta toma? Pulse una respuesta.
away = No estuvimos disponibles desde el { $since } hasta el { $until }. Si pulsó un botón en ese tiempo, no nos llegó. Lo sentimos. Le preguntamos otra vez lo que quedó pendiente.

answer-taken = Ya lo tomé
answer-earlier = Tomé lo anterior
answer-taken-both = Tomé los dos
answer-only = Solo uno…
answer-only-drug = Solo { $drug }
answer-later = Más tarde
answer-not-taking = No lo voy a tomar
answer-did-not-take = No lo tomé
answer-vomited = Lo vomité
answer-not-sure = No lo sé bien
answer-box = Mi caja es distinta
answer-none-left = No tengo
answer-not-now = Ahora no
only-which = ¿Cuál de los dos tomó?

noted-before = Ya nos lo había dicho. No cambia nada.
noted-taken = Anotado: tomó { $drug } { $mg } mg, la toma del { $day }, { $at }. No la repita.
noted-later = La toma del { $day }, { $at } ({ $drug } { $mg } mg): vale su respuesta anterior. No la repita.
noted-not-taking = Anotado: { $drug } { $mg } mg sin tomar, la toma del { $day }, { $at }.
noted-vomited = Anotado: vomitó { $drug } { $mg } mg, la toma del { $day }, { $at }.
noted-not-sure = Anotado: no sabe bien si tomó { $drug } { $mg } mg, la toma del { $day }, { $at }. No tome otra.
noted-box = Anotado: su caja es distinta ({ $drug } { $mg } mg, la toma del { $day }, { $at }). No tome los comprimidos todavía.
read-not-taken = De acuerdo. Cuando lo haya tomado, díganoslo: toque el botón o escriba «tomado».
later-noted = De acuerdo. Le preguntamos otra vez a las { $at }.
later-too-late = No nos da tiempo a preguntarle otra vez: esta toma termina a las { $until }. Después de las { $until } del { $day }, no la tome; avísenos.
do-not-take-another = No tome otra. Avisamos a su farmacéutico. Si se encuentra mal, llame ahora al { $phone }.
no-repeat-selinexor = Selinexor: no lo tome otra vez ni lo recupere más tarde. El siguiente es el próximo día previsto de selinexor.
no-repeat-dexamethasone = Dexametasona: por favor, no decida por su cuenta. Su farmacéutico le dirá qué hacer. Puede llamar al { $phone }.
late-dexamethasone = Dexametasona: por favor, no decida por su cuenta. Pregunte antes a su farmacéutico: { $phone }.
next-dose = Su próximo día de toma: { $at }. Le escribiremos entonces y le diremos qué medicina es.

again-ask = Ya nos habló antes de esta toma. ¿Nos lo dice otra vez, o tomó una segunda dosis?
again-telling = Lo digo otra vez
again-second = Tomé una segunda dosis
again-fine = Gracias. No cambia nada. No tome otra.

why-ask = ¿Cuál fue el motivo? Su respuesta ayuda a su equipo.
why-sick = Me encuentro mal
why-no-tablets = No tengo comprimidos
why-told-not-to = Mi equipo me dijo que no
why-forgot = Se me olvidó
why-other = Otro motivo
why-noted = Gracias por decírnoslo. Su equipo lo verá. ¿Dudas? Llame al { $phone }.
why-noted-sick = Gracias por decírnoslo. Pulse «Avisar de un problema» y díganos cómo se encuentra. Si se encuentra muy mal, llame ahora al { $phone }.

box-new = Recibe una caja nueva de { $drug }. Cuando la tenga, mírela, por favor.
box-first = { $at }. Es la hora de esta toma. Su caja es nueva: mírela primero.
box-dose = • { $drug } { $mg } mg
box-wait = No tome los comprimidos todavía.
box-ask = Mire su caja de { $drug }. ¿Cuántos mg dice que tiene un comprimido?
box-ask-several = Puede que tenga más de una caja de { $drug }. Mire una de ellas. ¿Cuántos mg dice que tiene un comprimido?
box-next = Ha leído { $mg } mg. Ahora mire su otra caja de { $drug }. ¿Cuántos mg dice que tiene un comprimido?
box-no-other = No tengo otra caja
box-which = ¿Qué caja es distinta?
box-which-drug = La caja de { $drug }
box-mg = { $mg } mg
box-other = Otro número
box-differs = No tome { $drug } todavía. El número de su caja no es el de su plan. Avisamos ahora a su farmacéutico. Por favor, llame al { $phone }.
box-missing = No tome { $drug } todavía. Su dosis necesita también comprimidos de otra caja. Avisamos ahora a su farmacéutico. Por favor, llame al { $phone }.
box-right = Gracias. El número de su caja es correcto.

stopped = Nos dijo: { $what }. Hable con su equipo antes de la toma del { $at }: { $phone }.
stopped-by-team = Hable con su equipo antes de la toma del { $at }: { $phone }. Antes hay que aclarar algo.
stopped-by-mistake = Nos hemos equivocado. Su equipo había anotado un peso que no era correcto. Ya no cuenta. Aun así, hable con su equipo antes de su próxima dosis: { $phone }.
stopped-not-sure = no sabe bien si tomó una dosis
stopped-box-differs = el número de su caja es distinto
stopped-too-much = quizá ha tomado demasiado
stopped-wrong-day = tomó una dosis otro día
stopped-pregnancy = puede haber un embarazo, suyo o de su pareja
stopped-something = algo que su equipo tiene que mirar antes

early-ask = Esta toma aún no ha llegado. ¿Ya la tomó?
early-yes = Sí, ya la tomé
early-no = No, todavía no
wrong-day-ask-drug = El { $day } no tiene prevista ninguna toma de { $drug }. ¿Tomó alguna ese día?
wrong-day-ask = El { $day } no tiene prevista ninguna toma. ¿Tomó alguna dosis ese día?
wrong-day-yes = Sí, tomé una
wrong-day-earlier = Hablo de un día anterior
wrong-day-no = No
wrong-day-fine = Gracias. No cambia nada. Le escribiremos cuando toque una toma.
change-ask = Puede cambiar su respuesta sobre esta toma. No la tome ahora. ¿Qué pasó con ella?
change-none = En los últimos 7 días no hay ninguna respuesta que cambiar.
which-ask = ¿A cuál se refiere?
which-dose = La toma
which-late-dose = La toma anterior
which-antiemetic = { $name }

held-day = { $at }: no tome { $drug }. Está en pausa.
held-day-phone = Su equipo le dirá cuándo se reanuda. ¿Dudas? Llame al { $phone }.
change-replaces = Este mensaje ya no vale. Su plan ha cambiado. No tome nada por este mensaje. Lea nuestro mensaje más nuevo.
change-understood = Gracias. Anotado.
change-not-understood = Gracias por decírnoslo. Avisamos ahora a su farmacéutico. Hable con su equipo antes de su próxima toma: { $phone }.
changed-ask = Esta toma ha cambiado. ¿La tomó antes del cambio, aunque fuera la cantidad anterior? Entonces no tome nada más. Después de las { $until } del { $day }, no la tome.
told-changed = Su plan ha cambiado. Lo ha decidido { $name } ({ $role }). Empieza el { $day }.
told-drug-same = • { $drug } sigue según el plan.
told-drug-held = • { $drug } está en pausa. No tome { $drug }.
told-drug-stays-held = • { $drug } sigue en pausa. No tome { $drug }.
told-drug-resumed = • { $drug } se reanuda: { $mg } mg, a las { $at }.
told-drug-dose = • { $drug } cambia: { $mg } mg, a las { $at }. Hasta ahora eran { $before } mg.
told-drug-days = • { $drug } tiene otros días. La cantidad sigue en { $mg } mg.
told-drug-tablets = • { $drug }: recibe comprimidos nuevos. La dosis sigue en { $mg } mg.
told-drug-time = • { $drug } tiene una hora nueva: { $at }.
told-drug-stopped = • { $drug } ha terminado para usted. Ya no tome { $drug }.
told-new-box = Los comprimidos de { $drug } vienen en una caja nueva. Antes de la primera toma le preguntamos qué número pone.
told-until = Está previsto seguir con { $drugs } desde el { $day }. Antes le escribiremos.
told-no-date = Su equipo le dirá cuándo sigue con { $drugs }.
told-until-then = La pausa de { $drugs } sigue hasta el { $day }. No vuelva a empezar antes.
told-dexamethasone-alone = Siga con la dexametasona según el plan. No la deje de golpe por su cuenta.
told-zone = Sus horas son ahora las de { $zone }.
told-start = Su tratamiento empieza ahora el { $day }.
told-antiemetics-off = • Su medicina contra las náuseas también está en pausa. No le avisamos de ella.
told-antiemetics-off-now = • Su medicina contra las náuseas queda en pausa desde ahora. No le avisamos de ella.
told-antiemetics-end = • Ya no le avisamos de su medicina contra las náuseas. Pregunte a su equipo si aún la necesita.
told-antiemetics-on = • Volvemos a avisarle de su medicina contra las náuseas.
told-antiemetic-removed = • Medicina contra las náuseas: { $name } { $amount } ya no está en su plan.
both-drugs = { $first } y { $second }
told-days = Sus próximos días de toma:
told-no-days = No tiene ninguna toma prevista en las próximas 5 semanas.
told-day = • { $at }: { $what }
told-day-both = • { $at }: { $first }, { $second }
told-dose = { $drug } { $mg } mg
told-foot = Le escribiremos cada día previsto. ¿Dudas? Llame al { $phone }. Por favor, pulse «Lo he entendido».
told-foot-stopped = Ya no le escribiremos sobre tomas. Puede seguir contándonos aquí cómo se siente. ¿Dudas? Llame al { $phone }. Por favor, pulse «Lo he entendido».

today-head = { $day }:
today-dose-unread = • { $drug } { $mg } mg: { $state }
today-dose = • { $drug } { $mg } mg ({ $tablets }): { $state }
today-none = Este día no tiene prevista ninguna toma.
today-speak-first = Hable con su equipo antes de su próxima toma: { $phone }.
today-next = Su próximo día de toma: { $at }.
today-next-held = Su próximo día de toma: { $at }. Está en pausa. No tome esa dosis.
state-planned = prevista
state-asked = sin respuesta aún
state-taken = tomada
state-vomited = tomada y vomitada
state-not-taken = no tomada
state-held = en pausa
state-unknown = no se sabe
state-not-sure = no lo sabe bien

# En lugar de una pregunta ya contestada, esté donde esté en el chat.
answered-head = Toma del { $at }:
answered-antiemetic = { $at }: { $name }.
answered-dose = • { $drug } { $mg } mg: { $state }. Anotado el { $at }.
answered-taken = Tomado. Anotado el { $at }.
answered-none = No le queda. Anotado el { $at }.
answered-not-now = No lo tomó entonces. Anotado el { $at }.
schedule-head = Sus días de toma en las próximas 4 semanas:
schedule-dose = • { $at }: { $drug } { $mg } mg ({ $tablets })
schedule-dose-unread = • { $at }: { $drug } { $mg } mg
schedule-held = • { $at }: { $drug } está en pausa. No tome esa dosis.
schedule-visit = • { $day }: visita al hospital ({ $name }). No se toma en casa.
schedule-none = No hay ninguna toma prevista en estas semanas.
schedule-foot = Cada toma es solo para su día. Si su equipo cambia un día, se lo diremos.
away-lost = Lo que escribió antes del { $before } no nos llegó. Si era importante, escríbalo otra vez o llame al { $phone }.
