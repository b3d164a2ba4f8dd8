# Medicinas contra las náuseas: los avisos, las respuestas, cómo las cuenta el plan y lo que lee un farmacéutico cuando no
# se entiende una línea. Solo `antiemetic` puede decir «tome». Cada mensaje dice su día y su hora, y nunca «hoy».

antiemetic = { $at }. Es la hora de su medicina contra las náuseas. Por favor, tome: { $name } { $amount }.
antiemetic-dose-at = La dosis en sí está prevista a las { $at }. Le escribiremos entonces.
antiemetic-only = Esto es solo sobre { $name }. No es su selinexor.
antiemetic-leave-between = Deje al menos { $gap } entre dos tomas de esta medicina.
antiemetic-not-more = No más de { $most } en 24 horas.
antiemetic-until = Si lee esto después de las { $until } del { $day }, pregunte a su equipo antes de tomarla.
antiemetic-again = { $at }: ¿tomó su medicina contra las náuseas ({ $name })? Si ya la tomó, no la tome otra vez.
antiemetic-noted = Anotado: tomó { $name } ({ $at }).
antiemetic-not-now = Anotado: no tomó { $name } ({ $at }). La próxima vez no tome el doble.
antiemetic-none = Anotado: no tiene { $name }. Lo pasamos a su farmacéutico. También puede llamar al { $phone }.
antiemetic-next = { $name }: la próxima está prevista para el { $at }.
antiemetic-too-soon = { $at }: es pronto para la siguiente de { $name }. No la tome ahora.
antiemetic-ended = Ya no le avisamos de { $name } para la dosis del { $day }. Su plan lo dice así cuando esa dosis no se toma, o no se sabe. Si la tomó, díganoslo. ¿Tiene náuseas? Pulse «Avisar de un problema» o llame al { $phone }.
gap-antiemetics = No le avisamos a tiempo de su medicina contra las náuseas. Lo sentimos.
gap-antiemetic-one = • { $name }: { $at }
gap-antiemetics-more =
    { $count ->
        [one] y { $count } más
       *[other] y { $count } más
    }
gap-antiemetics-ask = Ya lo hemos pasado a su farmacéutico. Pregunte a su equipo antes de tomarla tarde.
gap-antiemetic-lost = Un aviso de su medicina contra las náuseas no le llegó a tiempo. Lo sentimos. Ya lo hemos pasado a su farmacéutico. Pregunte a su equipo antes de tomarla tarde.
stopped-antiemetic = Nos dijo: { $what }. Hable con su equipo antes de { $name } del { $at }: { $phone }.
stopped-antiemetic-by-team = Hable con su equipo antes de { $name } del { $at }: { $phone }. Antes hay que aclarar algo.

plan-antiemetic = • Contra las náuseas: { $name } { $amount }: { $times }.
plan-antiemetic-held = • Contra las náuseas: { $name } { $amount }: EN PAUSA. No le avisamos de ella.
plan-antiemetic-until = – Sigue hasta { $until } después de la última dosis de la semana.
plan-antiemetic-until-first = – Sigue hasta { $until } después de la última dosis de la semana. La primera vez, hasta el { $first }.
plan-antiemetic-limits = – Tenga en cuenta: { $limits }.
plan-antiemetic-stops = – Si no toma selinexor, dejamos de avisarle de ella hasta la próxima dosis.
plan-antiemetic-goes-on = – Si no toma selinexor, le seguimos avisando de ella.
antiemetic-with-dose = con selinexor
antiemetic-before = { $long } antes de selinexor
antiemetic-after = { $long } después
antiemetic-every = luego cada { $long }
antiemetic-every-day = a las { $at } todos los días
antiemetic-cycle-days = a las { $at } los días { $days } de cada ciclo
antiemetic-dose-days = a las { $at } los días de selinexor
antiemetic-dose-days-and-after =
    { $days ->
        [one] a las { $at } los días de selinexor y el día siguiente
       *[other] a las { $at } los días de selinexor y los { $days } días siguientes
    }
antiemetic-days-after =
    { $days ->
        [one] a las { $at } el día siguiente a selinexor
       *[other] a las { $at } los { $days } días siguientes a selinexor
    }
antiemetic-gap = al menos { $gap } entre dos tomas
antiemetic-most = no más de { $most } en 24 horas
long-hours =
    { $hours ->
        [one] { $hours } hora
       *[other] { $hours } horas
    }
long-minutes =
    { $minutes ->
        [one] { $minutes } minuto
       *[other] { $minutes } minutos
    }

card-antiemetic = Antiemético: { $name } { $amount }, { $times }
card-antiemetic-stop = si no se toma la dosis: se para
card-antiemetic-goes-on = si no se toma la dosis: sigue
card-next-intake = { $name }, la próxima: { $at }

antiemetic-wrong-too-short = Un antiemético lleva nombre, cantidad y hora, separados por comas. Por ejemplo: { $how }
antiemetic-wrong-part = No se entiende «{ $part }». Se escribe así: { $how }. O por reloj: { $clock }
antiemetic-wrong-name = Faltan el nombre o la cantidad del antiemético, o pasan de { $most } letras.
antiemetic-wrong-no-time = Este antiemético no tiene hora. Por ejemplo: 30 min antes
antiemetic-wrong-twice = Hay algo escrito dos veces.
antiemetic-wrong-time = { $at } no es una hora del día. Se escribe 21:00.
antiemetic-wrong-before = Antes de una dosis: como mucho { $most } horas.
antiemetic-wrong-after = Después de una dosis: como mucho { $most } horas.
antiemetic-wrong-every = «Cada» va de 1 a { $most } horas.
antiemetic-wrong-days = Los días no están bien: días de dosis, como mucho { $most } días siguientes, días del ciclo, o todos los días.
antiemetic-wrong-cycle-days = Los días del ciclo se cuentan desde 1, cada uno una vez.
antiemetic-wrong-gap = La separación es como mucho de { $most } horas.
antiemetic-wrong-most = El máximo al día va de 1 a 24.
antiemetic-wrong-too-close = Sus propias horas están más juntas de lo que permite la separación. Deje media hora más entre ellas, para poder tomarla un poco tarde.
antiemetic-wrong-too-many = Sus propias horas suman más en 24 horas que el máximo al día.
