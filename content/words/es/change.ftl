# Cambios de plan, tal como los leen los farmacéuticos: menú, pasos y cómo se escriben, revisión, pausas que duran.

button-hold = Pausar
button-resume = Reanudar
button-change-plan = Cambiar el plan
button-plan = Plan

change-what = { $pseudonym }: ¿qué cambia? El plan actual:
change-kind-hold = Pausar
change-kind-resume = Reanudar
change-kind-dose = Dosis de selinexor
change-kind-dexdose = Dosis de dexametasona
change-kind-time = Hora
change-kind-zone = Zona horaria
change-kind-start = Fecha de inicio
change-kind-box = Caja nueva
change-kind-stop = Suspender
change-drugs-both = Ambos
change-drugs-sel = Solo selinexor
change-drugs-dex = Solo dexametasona
change-not-read = No he podido leerlo con seguridad.
change-how-until = O escriba un día, como 18 de mayo, o 18 de mayo de 2026.
change-how-resume-day = O escriba un día, como 18 de mayo, o 18 de mayo de 2026.
change-how-dose = O escriba una cantidad con sus días del ciclo, como: 80 mg días 1, 3
change-how-dex-too = O escriba una cantidad con sus días del ciclo, como: 20 mg días 1, 3
change-how-dexdose = Escriba la cantidad con sus días del ciclo, como: 20 mg días 1, 3
change-how-time = Escríbala como 09:00.
change-how-zone = Escriba una ciudad o Área/Ciudad, como America/New_York.
change-how-start = Escriba un día, como 18 de mayo, o 18 de mayo de 2026.
change-how-box = Escriba el nombre y los números de la caja o las cajas, como: Xpovio, 60 + 40 mg

hold-what = Pausa para { $pseudonym }: ¿qué medicamento y qué pasa con los antieméticos? Nada se da por supuesto. El plan actual:
hold-both-antiemetics-off = Ambos, sin antieméticos
hold-both-antiemetics-on = Ambos, antieméticos siguen
hold-selinexor-antiemetics-on = Selinexor, con antieméticos
hold-selinexor-antiemetics-off = Selinexor, sin antieméticos
hold-dexamethasone = Solo dexametasona
hold-how-long = ¿Hay un día previsto para seguir? Entonces se reanuda por sí solo, salvo que usted lo cambie. Vale para todo lo que está en pausa.
hold-no-date = Aún sin fecha
hold-until = Sigue el { $day }
hold-ends = { $pseudonym } · { $reference }: la pausa termina según lo previsto el { $day }. El paciente recibe el aviso habitual la tarde anterior. Para mantenerla, pulse «Pausar».
resume-which = { $pseudonym }: ¿qué medicamento se reanuda?
resume-not-held = { $pseudonym }: nada está en pausa.
resume-ask = { $pseudonym }: ¿desde qué día de toma se reanuda el plan?
resume-from = Desde el { $day }

change-dose = { $pseudonym }: ¿qué dosis de selinexor? El nivel 0 es la dosis de inicio; los demás son los escalones de reducción.
change-level = Nivel { $level }: { $mg } mg, días { $days }
change-dex-too = Selinexor { $mg } mg, días { $days } del ciclo. ¿Y la dexametasona? Sus días no se dan por supuestos.
change-dex-days = Dexa { $mg } mg, días { $days }
change-dexdose = { $pseudonym }: ¿qué dosis de dexametasona?
change-time-of = { $pseudonym }: ¿hora nueva para qué medicamento?
change-time = { $pseudonym }: ¿a qué hora?
change-zone = { $pseudonym }: ¿en qué zona horaria vive ahora el paciente?
change-zone-near = ¿Se refiere a una de estas?
change-zone-is = { $zone }
change-start = { $pseudonym }: ahora C1D1 es el { $day }. ¿Cuál es el nuevo? Todos los días del ciclo se mueven con él.
change-box-of = { $pseudonym }: ¿caja nueva de qué medicamento?
change-box = { $pseudonym }: ¿qué pone en la caja nueva de { $drug }?
change-stop = { $pseudonym }: ¿qué medicamento se suspende para siempre? Nombre cada uno; la dexametasona no se da por supuesta.

change-from = El paciente ya tiene mensajes sobre una toma de este día. ¿Desde cuándo vale el cambio? Ya enviado:
change-sent-dose = • { $at }: { $drug } { $mg } mg, { $state }
change-sent-antiemetic = • { $at }: { $name }
change-sent-held = • { $day }: «en pausa, no lo tome»
change-from-today = También hoy: retirarlo
change-from-next = Desde el próximo día de toma
change-from-day = Desde el { $day }
change-which-day = ¿Desde qué día vale el cambio? Pulse uno o escriba un día, como 18 de mayo, o 18 de mayo de 2026.
change-reason = { $pseudonym }: escriba el motivo. Se guarda con el plan. Después viene la revisión; aún no cambia nada.
change-cannot = No es posible: la pausa terminaría antes de empezar, o un día quedaría fuera del ciclo.
change-nothing = El plan ya dice eso.
change-not-made = No se ha cambiado nada.
change-made = { $pseudonym }: cambiado, desde el { $day }. Se avisa al paciente y se le pide que confirme.
change-made-unjoined = { $pseudonym }: cambiado, desde el { $day }. El paciente aún no se ha unido y confirmará el plan nuevo.

review-head = REVISIÓN: { $pseudonym } · { $reference }. Cambio desde el { $day }. Aún no ha cambiado nada.
review-before = Antes:
review-after = Después:
review-from = Desde el { $day }:
review-drug = • { $drug } ({ $brand }) { $mg } mg = { $tablets }, días { $days } de { $cycle }, a las { $at }
review-drug-held = • { $drug } ({ $brand }) EN PAUSA; si no, { $mg } mg = { $tablets }, días { $days } de { $cycle }, a las { $at }
review-antiemetics-held = • Antieméticos EN PAUSA
review-clocks = • C1D1 { $day }, hora de { $zone }
review-all-stopped = • Todo suspendido
review-days = Próximos días de toma, hora del paciente:
review-no-days = Ningún día de toma en las próximas 5 semanas.
review-dose = { $drug } { $mg } mg ({ $tablets })
review-held = { $drug } EN PAUSA
review-reason = Motivo:
review-told = Se dirá al paciente ({ $language }):
review-dexamethasone-ends = La dexametasona también termina. Prospectos: no se deja de golpe por cuenta propia (abstinencia). No se refiere a los pulsos semanales del plan. Decide quien prescribe.
review-make = Hacer este cambio
review-other-day = Desde otro día
review-stale = Algo ha cambiado desde la última vez que lo vio. Revíselo de nuevo.
review-unusual = Poco habitual. ¿Seguro que es correcto para este paciente?
review-sure = Sí, seguro
staff-plan-later = Vuelve a cambiar el { $day }, según lo decidido.
